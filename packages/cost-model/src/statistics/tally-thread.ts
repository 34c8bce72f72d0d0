/** A thread that counts the parts it is sent, and tells what it counted when it is asked. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Part } from '../sample/cut-contents.ts';
import { isSystemError } from '../sample/system-error.ts';
import { asBuffer } from './as-buffer.ts';
import { packTallied } from './packed-tallied.ts';
import { Tally, type TallyOptions } from './tally.ts';
import type { Added, TallyRequest } from './tally-threads.ts';

const { options } = workerData as { readonly options: TallyOptions };
const tally = new Tally(options);

parentPort?.on('message', (request: TallyRequest) => {
  if (request.kind === 'add') return parentPort?.postMessage(add(request.part));
  const packed = packTallied(tally.take());
  parentPort?.postMessage(packed, [packed.bytes.buffer as ArrayBuffer]);
});

/** Of an error no code would reach the other thread. */
function add(part: Part): Added {
  try {
    tally.add('path' in part ? part : { ...part, bytes: asBuffer(part.bytes) });
    return { failed: undefined };
  } catch (error) {
    if (isSystemError(error)) return { failed: error.code };
    throw error;
  }
}
