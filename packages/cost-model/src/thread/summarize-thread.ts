/** A thread that summarizes one sample and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Counted, summarizeSample } from '../summarize-sample.ts';

const { counted } = workerData as { readonly counted: Counted };
parentPort?.postMessage(await summarizeSample(counted));
