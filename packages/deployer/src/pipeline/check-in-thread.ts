import { ownModule, startWorker } from '@oremill/runtime/worker';
import type { CheckedPipeline, ConfigToCheck } from './check-config.ts';

const PROGRAM = ownModule('./check-thread', import.meta.url);
const MEMORY_MIB_MAX = 256;

/**
 * Checks a config in a thread of its own, for at most twice as long as it may run: some 300 KiB of YAML take a minute to
 * read, and an engine that does nothing else for so long would lose its runs.
 */
export async function checkInThread(task: ConfigToCheck): Promise<CheckedPipeline> {
  const { promise, reject, resolve } = Promise.withResolvers<CheckedPipeline>();
  const refuse = (message: string) => {
    const file = task.config.name;
    resolve({ file, problems: [{ file, path: [], message }] });
  };
  const checkMs = 2 * task.timeoutMs;
  const timer = setTimeout(() => refuse(`it cannot be read in ${checkMs} ms`), checkMs);
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY_MIB_MAX };
  const worker = startWorker(PROGRAM, { task }, { resourceLimits });
  worker.once('message', resolve);
  worker.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
      refuse(`it wants more than ${MEMORY_MIB_MAX} MiB of memory`);
    else reject(error);
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
