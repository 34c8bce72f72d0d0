/** A database, and what of the platform the triggers need. */
import { manualClock, seededRandom } from '@oremill/runtime';
import type { Actor } from '@oremill/types';
import { beforeEach } from 'vitest';
import { requestRun } from '../../../src/engine/request-run.ts';
import type { TriggersWorld } from '../../../src/trigger/triggers.ts';
import { gitOf } from '../../../src/workspace/git.ts';
import { log, useWorld, type World } from '../world.ts';

export const ann: Actor = { name: 'ann', role: 'admin' };
export const START_MS = Date.UTC(2026, 10, 24);

export interface Place extends TriggersWorld {
  readonly clock: ReturnType<typeof manualClock>;
  readonly world: World;
  /** Asked for, in the order of their numbers. */
  runs(repository: string): Promise<{ branch: string; commit: string; state: string }[]>;
}

/** Each test begins with empty tables and a clock that stands still; repositories may be anywhere in the temp folder. */
export function usePlace(roots: () => readonly string[]): () => Place {
  const world = useWorld();
  let place: Place;
  beforeEach(async () => {
    const { pool, state } = world();
    await pool.query('TRUNCATE deployer.repositories, deployer.changes CASCADE');
    const clock = manualClock(START_MS);
    const random = seededRandom(7);
    place = {
      world: world(),
      state,
      clock,
      random,
      log,
      git: gitOf(process.env),
      roots: roots(),
      folder: world().makeFolder(),
      timeoutMs: 10_000,
      environment: {},
      requestRun: (request) => requestRun({ state, clock, random }, request),
      runs: (repository) =>
        state
          .selectFrom('runs')
          .innerJoin('repositories', 'repositories.id', 'runs.repositoryId')
          .select(['runs.branch', 'runs.commit', 'runs.state'])
          .where('repositories.name', '=', repository)
          .orderBy('runs.number')
          .execute(),
    };
  });
  return () => place;
}
