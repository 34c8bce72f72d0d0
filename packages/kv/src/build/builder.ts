// The program of the thread that builds an image; workerData is the BuildRequest.
import { parentPort, workerData } from 'node:worker_threads';
import { AppError, toErrorReply } from '@oremill/types';
import { type BuildRequest, buildImage } from './build-image.ts';
import { type FromBuilder, TAG } from './messages.ts';

const tell = (message: FromBuilder) => parentPort?.postMessage(message);

try {
  const report = await buildImage(workerData.request as BuildRequest, {
    onProgress: (progress) => tell({ tag: TAG, kind: 'progress', progress }),
  });
  tell({ tag: TAG, kind: 'built', report });
} catch (error) {
  // A defect of ours ends the thread with its stack.
  if (!(error instanceof AppError)) throw error;
  tell({ tag: TAG, kind: 'failed', reply: toErrorReply(error), status: error.status });
}
