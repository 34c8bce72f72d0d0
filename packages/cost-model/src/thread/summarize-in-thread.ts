import { once } from 'node:events';
import { ownModule, startWorker } from '@oremill/runtime/worker';
import type { Counted, Sample } from '../summarize-sample.ts';

const PROGRAM = ownModule('./summarize-thread', import.meta.url);

/** As `summarizeSample`, in a thread of its own, which ends with the signal. */
export async function summarizeInThread(counted: Counted, signal: AbortSignal | undefined): Promise<Sample> {
  signal?.throwIfAborted();
  const worker = startWorker(PROGRAM, { counted });
  try {
    const [sample] = (await once(worker, 'message', signal ? { signal } : {})) as [Sample];
    return sample;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    await worker.terminate();
  }
}
