import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KernelMemory } from '@oremill/json-fields';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limitsSchema } from '../../src/config.ts';
import { findSources } from '../../src/input/find-sources.ts';
import { openLines } from '../../src/input/open-lines.ts';
import { planFileSplits, type Source, type Split } from '../../src/input/plan-splits.ts';
import type { InputFile } from '../../src/job/whole-file.ts';
import { useScratch, writeInput } from '../scratch.ts';

const scratch = useScratch();
const limits = limitsSchema.parse({ chunkBytes: 64, fileBytesMax: 1000 });

interface Record {
  readonly file: InputFile | undefined;
  readonly isTooLong: boolean;
  readonly line: string;
  readonly bytesDone: number;
}

async function readAll(splits: readonly Split[]): Promise<Record[]> {
  const records: Record[] = [];
  for (const split of splits) {
    const reader = openLines(split, limits, new KernelMemory(limits.chunkBytes));
    while (await reader.fill()) {
      expect(reader.next()).toBe(true);
      const { file, isTooLong, bytesDone, buffer, lineStart, lineEnd } = reader;
      records.push({ file, isTooLong, bytesDone, line: buffer.toString('latin1', lineStart, lineEnd) });
      expect(reader.next()).toBe(false);
    }
    expect(reader.bytesDone).toBe(split.end);
    reader.close();
  }
  return records;
}

test('each file is a record with its name, path, bytes, size and time', async () => {
  const folder = scratch();
  const image = Buffer.from([0xff, 0xd8, 0, 10, 13, 10, 0xff]);
  writeInput(folder, 'a.jpg', image);
  writeInput(folder, 'b.gz', Buffer.from([0x1f, 0x8b]));
  writeInput(folder, 'empty', '');
  utimesSync(join(folder, 'a.jpg'), 1_000_000, 1_000_000.5);
  const sources = await findSources([folder], '', { readAs: 'files' });
  const [split, ...more] = planFileSplits(sources, limits);
  expect(more).toEqual([]);
  const records = await readAll(split ? [split] : []);
  expect(records.map(({ file }) => file)).toEqual([
    {
      name: 'a.jpg',
      path: join(folder, 'a.jpg'),
      bytes: image,
      size: 7,
      modifiedAt: new Date(1_000_000_500),
    },
    expect.objectContaining({ name: 'b.gz', bytes: Buffer.from([0x1f, 0x8b]), size: 2 }),
    expect.objectContaining({ name: 'empty', bytes: Buffer.alloc(0), size: 0 }),
  ]);
  expect(records.map(({ line }) => line)).toEqual([image.toString('latin1'), '\x1f\x8b', '']);
  expect(records.map(({ bytesDone }) => bytesDone)).toEqual([0, 7, 9]);
});

test('a file that is larger than allowed is passed over and named', async () => {
  const folder = scratch();
  writeInput(folder, 'a', Buffer.alloc(1001));
  writeInput(folder, 'b', Buffer.alloc(1000));
  const sources = await findSources([folder], '', { readAs: 'files' });
  expect(await readAll(planFileSplits(sources, limits))).toMatchObject([
    { isTooLong: true, file: { name: 'a', size: 1001, bytes: Buffer.alloc(0) } },
    { isTooLong: false, file: { name: 'b', size: 1000 } },
  ]);
});

test.each([
  ['grew', 'longer than before'],
  ['shrank', 'x'],
  ['was written again', 'same'],
])('a file that %s since it was found is an error that names it', async (_title, content) => {
  const path = writeInput(scratch(), 'a', 'once');
  utimesSync(path, 1, 1);
  const splits = planFileSplits(await findSources([path], '', { readAs: 'files' }), limits);
  writeFileSync(path, content);
  await expect(readAll(splits)).rejects.toMatchObject({
    code: 'INPUT_UNREADABLE',
    message: `${path} was changed since it was found`,
  });
});

test('a file that is gone is an error that names it', async () => {
  const path = join(scratch(), 'gone');
  await expect(readAll(planFileSplits([{ path, name: path, bytes: 1 }], limits))).rejects.toMatchObject({
    code: 'INPUT_UNREADABLE',
    message: expect.stringContaining(path),
  });
});

test('splits hold all files once, in order, and are few', () => {
  const sizes = fc.array(fc.oneof(fc.nat({ max: 50_000 }), fc.nat({ max: 5_000_000 })), { maxLength: 400 });
  fc.assert(
    fc.property(sizes, (bytes) => {
      const sources = bytes.map(
        (size, index): Source => ({ path: `/${index}`, name: `${index}`, bytes: size }),
      );
      const splits = planFileSplits(sources, limits);
      expect(splits.flatMap(({ files }) => files ?? [])).toEqual(sources);
      expect(splits.map(({ end }) => end)).toEqual(
        splits.map(({ files = [] }) => files.reduce((sum, file) => sum + file.bytes, 0)),
      );
      // A group that is closed and the one after it are together larger than what a group may be.
      const cost = bytes.reduce((sum, size) => sum + size + 16_384, 0);
      expect(splits.length).toBeLessThanOrEqual(2 * Math.max(32, cost / limits.splitBytesMax) + 1);
    }),
  );
});

test('a hundred thousand small files are no more tasks than the workers need', () => {
  const sources = Array.from(
    { length: 100_000 },
    (_, index): Source => ({ path: `/${index}`, name: '', bytes: 9_000 }),
  );
  const splits = planFileSplits(sources, limits);
  expect(splits.length).toBeGreaterThan(30);
  expect(splits.length).toBeLessThan(200);
});
