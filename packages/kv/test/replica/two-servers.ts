import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Clock, systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { onTestFinished } from 'vitest';
import type { ReplicaOf } from '../../src/replica/replica-of.ts';
import { type RunningStore, startStore } from '../../src/run-store.ts';

export interface ServeOptions {
  readonly dataFolder: string;
  readonly replicaOf?: ReplicaOf;
  readonly port?: number;
  readonly clock?: Clock;
  /** Paths. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** A server in this process, closed with the test. */
export async function serve({
  dataFolder,
  replicaOf,
  port = 0,
  tls,
  clock = systemClock,
}: ServeOptions): Promise<RunningStore> {
  const log = createLog('fatal', { write: () => true });
  const world = { clock, random: systemRandom, log };
  const running = await startStore({
    dataFolder,
    host: '127.0.0.1',
    port,
    replicaOf,
    ...(tls ? { tls: { cert: readFileSync(tls.cert, 'utf8'), key: readFileSync(tls.key, 'utf8') } } : {}),
    ...world,
  });
  onTestFinished(() => running.close());
  return running;
}

/** How to follow a server whose data folder is this. */
export function following({ server }: RunningStore, dataFolder: string): ReplicaOf {
  return {
    leader: `redis://127.0.0.1:${server.address.port}`,
    password: { file: join(dataFolder, 'token') },
  };
}

/** Resolves when it holds: the test's own time is the only limit. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(2);
}

/** Everything that is in a dataset, as a reader gets it. */
export function entriesOf({ store }: RunningStore, name: string): Record<string, [string, number]> {
  const entries: Record<string, [string, number]> = {};
  const dataset = store.find(name);
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page = dataset.page(from, 1000);
    for (const { key, expiresAtMs } of page.entries) {
      entries[key.toString('latin1')] = [dataset.get(key)?.toString('latin1') ?? '', expiresAtMs];
    }
    from = page.next;
  }
  return entries;
}
