import { systemClock, systemRandom } from '@oremill/runtime';
import { say } from '@oremill/runtime/cli';
import { borrowDatabaseServer } from '@oremill/runtime/database';
import { createLog } from '@oremill/runtime/log';
import type { ChangesWorld } from '../access/changes.ts';
import { openState } from '../state/open-state.ts';
import { databaseUrl, dataFolder } from './config.ts';

/** The tables of this data folder, for one command. */
export async function withState<Result>(use: (world: ChangesWorld) => Promise<Result>): Promise<Result> {
  const log = createLog('warn', { write: (line) => say(JSON.parse(line).msg) });
  const server = await borrowDatabaseServer({ dataFolder: dataFolder(), databaseUrl: databaseUrl(), log });
  try {
    const opened = await openState(server, log);
    try {
      return await use({ state: opened.state, clock: systemClock, random: systemRandom });
    } finally {
      await opened.close();
    }
  } finally {
    await server.close();
  }
}
