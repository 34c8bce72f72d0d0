import { dirname } from 'node:path';
import { type Logger, makePrivateFolder } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import build from 'pino-roll';

/** A file grows to this and is then rolled; this many old ones are kept. */
const LOG_SIZE = '16m';
const LOG_FILES_KEPT = 4;

export interface OpenLog {
  readonly log: Logger;
  readonly close: () => Promise<void>;
}

/** JSON lines to a rolling file, so that the terminal stays for people; to stderr when no file is named. */
export async function openLog(file: string | undefined, level: string): Promise<OpenLog> {
  if (file === undefined) return { log: createLog(level), close: async () => {} };
  makePrivateFolder(dirname(file));
  const stream = await build({ file, size: LOG_SIZE, limit: { count: LOG_FILES_KEPT } });
  return {
    log: createLog(level, stream),
    close: () =>
      new Promise((resolve) => {
        stream.once('close', () => resolve());
        stream.end();
      }),
  };
}
