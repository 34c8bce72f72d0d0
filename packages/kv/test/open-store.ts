import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { onTestFinished } from 'vitest';
import { Store } from '../src/store.ts';

/** A store over a folder, closed when the test is over. */
export async function openStore(folder: string, clock: Clock = systemClock): Promise<Store> {
  const log = createLog('error', { write: () => true });
  const store = await Store.open({ folder, clock, random: systemRandom, log, workers: 2 });
  onTestFinished(() => store.close());
  return store;
}

/** A TSV file in a folder; its path. */
export function writeTsv(folder: string, name: string, pairs: Readonly<Record<string, string>>): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    Object.entries(pairs)
      .map(([key, value]) => `${key}\t${value}\n`)
      .join(''),
  );
  return path;
}
