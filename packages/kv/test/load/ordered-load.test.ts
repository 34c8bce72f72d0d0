import { expect, test } from 'vitest';
import { loadTable } from '../../src/load/load-table.ts';
import { useScratch } from '../scratch.ts';
import { writeFiles } from './write-files.ts';

const newFolder = useScratch();

test('keys that are loaded into an ordered table are in order, and stay so through writes', async () => {
  const lines = Array.from({ length: 3000 }, (_, index) => `key ${index}\tvalue ${index}\n`);
  const sources = writeFiles(newFolder(), Buffer.from(lines.join('')));
  const { table } = await loadTable({ sources, table: { ordered: true }, workers: 2, inlineBytesMax: 0 });
  const keys = lines.map((line) => line.slice(0, line.indexOf('\t')));
  const listed = () =>
    table.prefix({ prefix: Buffer.from('key '), limit: 5000 }).items.map(({ key }) => key.toString());
  expect(listed()).toEqual(keys.toSorted());
  for (const key of keys.slice(10)) table.delete(Buffer.from(key));
  table.set(Buffer.from('key 77'), Buffer.from('value'));
  expect(listed()).toEqual([...keys.slice(0, 10), 'key 77'].toSorted());
});
