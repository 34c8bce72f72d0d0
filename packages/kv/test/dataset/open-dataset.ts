import { type Clock, manualClock, seededRandom } from '@oremill/runtime';
import { openCodec } from '@oremill/zstd';
import { LiveDataset, type LiveDatasetOptions } from '../../src/dataset/live-dataset.ts';
import { diskFiles } from '../../src/files/disk-files.ts';
import { MapTable } from './map-table.ts';

export interface TestOptions extends Partial<LiveDatasetOptions> {
  readonly folder: string;
  readonly clock?: Clock;
}

/** A dataset over a table in a `Map`, that is safe at each write, unless told otherwise. */
export function openDataset(options: TestOptions): Promise<LiveDataset> {
  return LiveDataset.open({
    name: 'orders',
    clock: manualClock(),
    random: seededRandom(1),
    files: diskFiles,
    codec: openCodec({ kind: 'none' }),
    openTable: (table) => new MapTable(table),
    fsync: 'always',
    ...options,
  });
}

/** All entries as text, in the order of keys. */
export function contentOf(dataset: LiveDataset): Record<string, string> {
  const { items } = dataset.prefix({ prefix: Buffer.alloc(0), limit: 1_000_000 });
  return Object.fromEntries(
    items.map(({ key, value }) => [key.toString('latin1'), value.toString('latin1')]),
  );
}
