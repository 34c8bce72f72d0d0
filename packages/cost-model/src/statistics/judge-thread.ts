/** A thread that judges one dictionary and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { type DictionaryTrial, judgeDictionary } from './judge-dictionary.ts';

const { trial } = workerData as { readonly trial: DictionaryTrial };
parentPort?.postMessage(judgeDictionary(trial));
