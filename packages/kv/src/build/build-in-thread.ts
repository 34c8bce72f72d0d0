import { ownModule, startWorker } from '@oremill/runtime/worker';
import { fromErrorReply, kvError } from '@oremill/types';
import type { BuildProgress, BuildReport, BuildRequest } from './build-image.ts';
import { isFromBuilder } from './messages.ts';

export interface BuildInThreadOptions {
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const PROGRAM = ownModule('./builder', import.meta.url);

/** Builds an image without holding up this thread, which has readers to serve. */
export function buildInThread(
  request: BuildRequest,
  { onProgress, signal }: BuildInThreadOptions = {},
): Promise<BuildReport> {
  return new Promise((resolve, reject) => {
    const worker = startWorker(PROGRAM, { request });
    const stop = (): void => {
      reject(kvError('LOAD_STOPPED', 'the build was stopped; nothing of it is kept'));
      void worker.terminate();
    };
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: unknown) => {
      if (!isFromBuilder(message)) return;
      if (message.kind === 'progress') onProgress?.(message.progress);
      else if (message.kind === 'built') resolve(message.report);
      else reject(fromErrorReply(message.reply, message.status));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', stop);
      // Settled already, unless it ended without a word.
      reject(
        kvError('LOAD_STOPPED', `the thread that builds ended with code ${code}; nothing of it is kept`),
      );
    });
  });
}
