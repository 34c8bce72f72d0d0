import { systemClock, systemRandom } from '@oremill/runtime';
import type { ChangesWorld } from '../access/changes.ts';
import { openState } from '../state/open-state.ts';
import { withServer } from './with-server.ts';

/** The tables of this data folder, for one command. */
export function withState<Result>(use: (world: ChangesWorld) => Promise<Result>): Promise<Result> {
  return withServer(async (server, log) => {
    const opened = await openState(server, log);
    try {
      return await use({ state: opened.state, clock: systemClock, random: systemRandom });
    } finally {
      await opened.close();
    }
  });
}
