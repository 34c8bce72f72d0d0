import { cpSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { expect, test } from 'vitest';
import { HeldDatasets } from '../src/held.ts';
import { StoreFolder } from '../src/store-folder.ts';
import { openStore, writeTsv } from './open-store.ts';
import { useScratch } from './scratch.ts';

const scratch = useScratch();

test('a folder that cannot be read replaces nothing, one that can does', async () => {
  const folder = scratch();
  const store = await openStore(folder);
  await store.publish('tags', { sources: [writeTsv(folder, 'old.tsv', { a: 'old' })] });
  await store.publish('other', { sources: [writeTsv(folder, 'new.tsv', { a: 'new' })] });
  await store.close();
  const [good, damaged] = [join(folder, '.good'), join(folder, '.damaged')];
  for (const copy of [good, damaged]) cpSync(join(folder, 'other'), copy, { recursive: true });
  truncateSync(join(damaged, 'versions', '000001.image'), 100);

  const log = createLog('fatal', { write: () => true });
  const world = { folder: new StoreFolder(folder), clock: systemClock, random: systemRandom, log };
  const held = new HeldDatasets({ ...world, isFollowing: () => true });
  await held.open('tags');
  const value = () => held.versionsOf('tags').for({}).get(Buffer.from('a'))?.toString();
  await expect(held.replaceBy('tags', damaged)).rejects.toMatchObject({ code: 'IMAGE_CORRUPT' });
  expect(value()).toBe('old');
  await held.replaceBy('tags', good);
  expect(value()).toBe('new');
  await held.close();
});
