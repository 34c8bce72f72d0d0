import type { Logger } from '@oremill/runtime';
import { say } from '@oremill/runtime/cli';
import { borrowDatabaseServer, type DatabaseServer } from '@oremill/runtime/database';
import { createLog } from '@oremill/runtime/log';
import { databaseUrl, dataFolder } from './config.ts';

/** The database server of this data folder, for one command; its warnings are told as a person reads them. */
export async function withServer<Result>(
  use: (server: DatabaseServer, log: Logger) => Promise<Result>,
): Promise<Result> {
  const log = createLog('warn', { write: (line) => say(JSON.parse(line).msg) });
  const server = await borrowDatabaseServer({ dataFolder: dataFolder(), databaseUrl: databaseUrl(), log });
  try {
    return await use(server, log);
  } finally {
    await server.close();
  }
}
