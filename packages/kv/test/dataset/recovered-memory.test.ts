import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { Table } from '../../src/table/table.ts';
import { useScratch } from '../scratch.ts';
import { openDataset } from './open-dataset.ts';
import { quickFiles } from './quick-files.ts';

const KEYS = 5000;
const WRITES = 80_000;
const scratch = useScratch();

test('a log of overwrites is done in the memory that its entries take, not in that of all that was written', async () => {
  const folder = scratch();
  const random = seededRandom(8);
  let table: Table | undefined;
  const open = () =>
    openDataset({
      folder,
      files: quickFiles,
      fsync: 'off',
      openTable: (options) => {
        table = Table.open(options);
        return table;
      },
    });
  const takenBytes = () => table?.shared.bytes.length as number;
  const first = await open();
  let writtenBytes = 0;
  for (let index = 0; index < WRITES; index += 1) {
    const value = Buffer.alloc(Math.floor(random() * 1000), index);
    writtenBytes += value.length;
    first.set(Buffer.from(`key ${index % KEYS}`), value);
  }
  const before = takenBytes();
  await first.close();
  const second = await open();
  expect(second.recovery).toMatchObject({ replayedOperations: WRITES, snapshotEntries: 0 });
  expect(second.count).toBe(KEYS);
  expect(writtenBytes).toBeGreaterThan(3 * before);
  expect(takenBytes()).toBeLessThan(1.5 * before);
  await second.close();
});
