/** A thread that counts the blocks it is sent, and tells what it counted when it is asked. */
import { parentPort, workerData } from 'node:worker_threads';
import { Tally, type TallyOptions } from './tally.ts';
import type { TallyRequest } from './tally-threads.ts';

const { options } = workerData as { readonly options: TallyOptions };
const tally = new Tally(options);

parentPort?.on('message', (request: TallyRequest) => {
  if (request.kind === 'take') return parentPort?.postMessage(tally.take());
  const { bytes, offset } = request;
  tally.add({ bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), offset });
  parentPort?.postMessage('added');
});
