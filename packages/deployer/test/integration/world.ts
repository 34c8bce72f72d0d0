/** One database server for the tests of a file, with the tables of the deployer. */
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '@oremill/runtime';
import { type DatabaseServer, openDatabaseServer } from '@oremill/runtime/database';
import { createLog } from '@oremill/runtime/log';
import { afterAll, beforeAll } from 'vitest';
import { type OpenedState, openState } from '../../src/state/open-state.ts';

export const log: Logger = createLog('silent');

export interface World extends OpenedState {
  readonly server: DatabaseServer;
  /** A new folder, gone after the tests. */
  makeFolder(): string;
}

/** Call at the top of a test file; the world is there when its tests run. */
export function useWorld(): () => World {
  let world: World;
  let folder: string;
  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'deployer-test-')));
    // As root the server runs as another account, which has to come through.
    chmodSync(folder, 0o755);
    const server = await openDatabaseServer({ dataFolder: join(folder, 'data'), log, isDurable: false });
    let count = 0;
    const makeFolder = () => {
      count += 1;
      const made = join(folder, `folder-${count}`);
      mkdirSync(made);
      return made;
    };
    world = { ...(await openState(server, log)), server, makeFolder };
  });
  afterAll(async () => {
    await world.close();
    await world.server.close();
    rmSync(folder, { recursive: true });
  });
  return () => world;
}
