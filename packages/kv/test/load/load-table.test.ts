import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { LoadPool } from '../../src/load/load-pool.ts';
import { type LoadOptions, loadTable } from '../../src/load/load-table.ts';
import { useScratch } from '../scratch.ts';
import { pairsOf, readNaively, sorted } from './naive-reader.ts';
import { writeFiles } from './write-files.ts';

const newFolder = useScratch();
const pools = [1, 2, 3].map((size) => new LoadPool(size));
afterAll(() => Promise.all(pools.map((pool) => pool.close())));

/** By this thread, and by so many workers, in ranges of a few bytes. */
const ways: readonly Partial<LoadOptions>[] = [
  { workers: 0, rangeBytesMin: 1 },
  ...pools.map((pool) => ({ pool, inlineBytesMax: 0, rangeBytesMin: 1 })),
];

const write = (...contents: readonly (Buffer | string)[]) => writeFiles(newFolder(), ...contents);

const byte = (forbidden: readonly number[]) =>
  fc.integer({ min: 0, max: 255 }).filter((value) => !forbidden.includes(value));
const keyBytes = fc.oneof(
  fc.constantFrom([], [97], [98], [97, 13], [0]),
  fc.array(byte([9, 10]), { maxLength: 40 }),
);
const valueBytes = fc.oneof(
  fc.constantFrom([], [13], [9], [92, 78]),
  fc.array(byte([10]), { maxLength: 60 }),
);
const file = fc
  .tuple(fc.array(fc.tuple(keyBytes, valueBytes), { maxLength: 30 }), fc.boolean())
  .map(([pairs, endsWithNewline]) => {
    const lines = pairs.map(([key, value]) => Buffer.from([...key, 9, ...value]));
    const all = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
    return endsWithNewline ? all : all.subarray(0, Math.max(all.length - 1, 0));
  });

describe('any files of pairs give what a naive reader gives', () => {
  for (const duplicates of ['last', 'first'] as const) {
    test(`where the ${duplicates} of equal keys counts, whatever the number of workers`, async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (files) => {
          const sources = write(...files);
          const expected = readNaively(files, duplicates);
          // Starting workers takes longer than all the rest: each run has a number of them.
          run += 1;
          for (const way of [ways[0], ways[run % ways.length]]) {
            const { table, report } = await loadTable({ sources, duplicates, ...way });
            expect(sorted(pairsOf(table))).toEqual(sorted(expected));
            expect(report.pairs).toBe(expected.size);
          }
        }),
        { numRuns: 10 },
      );
    });
  }

  test('compressed by gzip, in members, or by zstd, in frames', async () => {
    await fc.assert(
      fc.asyncProperty(file, file, async (one, two) => {
        const text = Buffer.concat([one, Buffer.from('\n'), two]);
        const half = Math.floor(text.length / 2);
        const halves = [text.subarray(0, half), text.subarray(half)];
        const gzip = Buffer.concat(halves.map((part) => gzipSync(part)));
        const zstd = Buffer.concat(halves.map((part) => zstdCompressSync(part)));
        const expected = sorted(readNaively([text]));
        for (const [source] of [write(gzip), write(zstd)]) {
          const { table } = await loadTable({ sources: [source ?? ''], workers: 0, badLinesMax: 100 });
          expect(sorted(pairsOf(table))).toEqual(expected);
        }
      }),
      { numRuns: 10 },
    );
  });
});

test('lines that are longer than a piece, and whatever their ends fall on, are whole', async () => {
  const piece = 256 * 1024;
  const lengths = [
    piece - 3,
    piece - 2,
    piece - 1,
    piece,
    piece + 1,
    2 * piece,
    5,
    3 * 1024 * 1024,
    0,
    2 ** 20,
  ];
  const lines = lengths.map(
    (length, index) => `key ${index}\t${String(index).repeat(length).slice(0, length)}`,
  );
  const text = Buffer.from(`${lines.join('\r\n')}\n${'k'.repeat(65_536)}\tlong key`);
  const sources = write(text);
  const expected = sorted(readNaively([text]));
  for (const way of ways) {
    const { table } = await loadTable({ sources, ...way, rangeBytesMin: 100_000 });
    expect(sorted(pairsOf(table))).toEqual(expected);
    expect(table.memory().valueBytes).toBe(expected.reduce((sum, [, value]) => sum + value.length, 0));
  }
});

test('counters of the table are those of the same pairs set one by one', async () => {
  const text = Buffer.from(
    Array.from({ length: 20_000 }, (_, index) => `key ${index % 15_000}\tvalue ${index}\n`).join(''),
  );
  const expected = [...readNaively([text])];
  const keyBytes = expected.reduce((sum, [key]) => sum + key.length, 0);
  const valueBytes = expected.reduce((sum, [, value]) => sum + value.length, 0);
  for (const way of ways) {
    const { table, report } = await loadTable({ sources: write(text), ...way, rangeBytesMin: 10_000 });
    expect(report).toMatchObject({ pairs: 15_000, duplicates: 5000, bytes: text.length, badLines: 0 });
    const memory = table.memory();
    expect(memory).toMatchObject({ headerBytes: 30_000, keyBytes, valueBytes });
    const sum = Object.values(memory).reduce((total, bytes) => total + bytes, 0);
    expect(sum).toBe(table.shared.bytes.length);
    // It can be written as any other table.
    for (let index = 0; index < 15_000; index += 2) table.delete(Buffer.from(`key ${index}`));
    for (let index = 0; index < 9000; ++index) table.set(Buffer.from(`more ${index}`), Buffer.from('more'));
    expect(table.count).toBe(16_500);
    expect(table.find(Buffer.from('key 7'))?.value.toString()).toBe('value 15007');
    expect(table.find(Buffer.from('key 8'))).toBeUndefined();
  }
});

test('a key that comes twice is refused by name when none may, the same by any number of workers', async () => {
  const text = Array.from({ length: 5000 }, (_, index) => `key ${index % 4990}\tvalue`).join('\n');
  const messages = new Set<string>();
  const table = { seed: 7n };
  for (const way of ways) {
    const loading = loadTable({
      sources: write(text),
      duplicates: 'error',
      table,
      ...way,
      rangeBytesMin: 5000,
    });
    const error = await loading.catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: 'KEY_DUPLICATE' });
    messages.add(error instanceof Error ? error.message : '');
  }
  expect([...messages]).toEqual([expect.stringMatching(/^the key "key \d" is there more than once$/)]);
  const once = text.split('\n').slice(0, 4990).join('\n');
  const { report } = await loadTable({ sources: write(once), duplicates: 'error' });
  expect(report.pairs).toBe(4990);
});

test('stdin is a source, compressed or not', async () => {
  for (const content of [Buffer.from('a\t1\nb\t2'), gzipSync('a\t1\nb\t2')]) {
    for (const way of ways) {
      const stdin = Readable.from([content.subarray(0, 3), content.subarray(3)], { objectMode: false });
      const { table, report } = await loadTable({ sources: ['-'], stdin, ...way });
      expect(sorted(pairsOf(table))).toEqual([
        ['a', '1'],
        ['b', '2'],
      ]);
      expect(report.bytes).toBe(content.length);
    }
  }
});

test('progress goes up to all lines and bytes', async () => {
  const text = 'k\tv\n'.repeat(1000);
  const seen: unknown[] = [];
  await loadTable({ sources: write(text), onProgress: (progress) => seen.push(progress) });
  expect(seen.at(-1)).toEqual({ lines: 1000, bytes: 4000, bytesInAll: 4000 });
});
