import { afterAll, expect, test } from 'vitest';
import { LoadPool } from '../../src/load/load-pool.ts';
import { type LoadOptions, loadTable } from '../../src/load/load-table.ts';
import { useScratch } from '../scratch.ts';
import { pairsOf, sorted } from './naive-reader.ts';
import { writeFiles } from './write-files.ts';

const newFolder = useScratch();
const pool = new LoadPool(2);
afterAll(() => pool.close());

const ways: readonly Partial<LoadOptions>[] = [
  { workers: 0, rangeBytesMin: 1 },
  { pool, inlineBytesMax: 0, rangeBytesMin: 1 },
];

test('a line without a tab ends the load, named by file and line', async () => {
  for (const way of ways) {
    const sources = writeFiles(newFolder(), 'a\t1\n', `${'b\t2\n'.repeat(40)}bad\n${'c\t3\n'.repeat(40)}`);
    await expect(loadTable({ sources, ...way })).rejects.toMatchObject({
      code: 'SOURCE_INVALID',
      message: `${sources[1]}:41 has no tab`,
    });
  }
});

test('as many as are allowed are left out and told of, in order, an empty line among them', async () => {
  for (const way of ways) {
    const sources = writeFiles(newFolder(), 'a\t1\nbad\nb\t2\n\n', `${'c\t3\n'.repeat(50)}worse`);
    const { table, report } = await loadTable({ sources, badLinesMax: 3, ...way });
    const [one = '', two = ''] = sources;
    expect(report).toMatchObject({
      pairs: 3,
      duplicates: 49,
      badLines: 3,
      badLinesKept: [
        { file: one, line: 2, reason: 'has no tab' },
        { file: one, line: 4, reason: 'has no tab' },
        { file: two, line: 51, reason: 'has no tab' },
      ],
    });
    expect(table.count).toBe(3);
    await expect(loadTable({ sources, badLinesMax: 2, ...way })).rejects.toMatchObject({
      message: expect.stringMatching(/\.tsv:\d+ has no tab, and 2 before it were bad as well$/),
    });
  }
});

test('of many bad lines the first are told of', async () => {
  const sources = writeFiles(newFolder(), 'bad\n'.repeat(5000));
  for (const way of ways) {
    const { report } = await loadTable({ sources, badLinesMax: 5000, ...way });
    expect(report.badLines).toBe(5000);
    expect(report.badLinesKept.map(({ line }) => line)).toEqual(
      Array.from({ length: 100 }, (_, at) => at + 1),
    );
  }
});

test('a line longer than the limit ends the load whatever is allowed, one as long does not', async () => {
  for (const lineBytesMax of [1000, 700_000]) {
    const long = `key\t${'v'.repeat(lineBytesMax - 4)}`;
    const [good = '', bad = ''] = writeFiles(newFolder(), `a\t1\n${long}\nb\t2`, `a\t1\n${long}v\nb\t2`);
    for (const way of ways) {
      const { report } = await loadTable({ sources: [good], lineBytesMax, ...way });
      expect(report.pairs).toBe(3);
      await expect(loadTable({ sources: [bad], lineBytesMax, badLinesMax: 9, ...way })).rejects.toMatchObject(
        {
          code: 'SOURCE_INVALID',
          message: `${bad}:2 is longer than ${lineBytesMax} bytes`,
        },
      );
    }
  }
});

test('a key longer than a table takes is a bad line, one as long is loaded', async () => {
  const sources = writeFiles(newFolder(), `${'k'.repeat(65_536)}\t1\n${'k'.repeat(65_537)}\t2\n`);
  await expect(loadTable({ sources })).rejects.toMatchObject({
    message: `${sources[0]}:2 has a key of more than 65536 bytes`,
  });
  const { report } = await loadTable({ sources, badLinesMax: 1 });
  expect(report).toMatchObject({ pairs: 1, badLines: 1 });
});

test('the key may be in any column; the value is all the rest', async () => {
  const sources = writeFiles(newFolder(), 'a\tb\tc\td\n\te\t\n');
  const expected = [
    [
      ['', 'e\t'],
      ['a', 'b\tc\td'],
    ],
    [
      ['b', 'a\tc\td'],
      ['e', '\t'],
    ],
    [
      ['', '\te'],
      ['c', 'a\tb\td'],
    ],
  ];
  for (const [keyColumn, pairs] of expected.entries()) {
    const { table } = await loadTable({ sources, keyColumn });
    expect(sorted(pairsOf(table))).toEqual(pairs);
  }
  const last = await loadTable({ sources, keyColumn: 3, badLinesMax: 1 });
  expect(sorted(pairsOf(last.table))).toEqual([['d', 'a\tb\tc']]);
  expect(last.report.badLinesKept).toEqual([
    { file: sources[0], line: 2, reason: 'has no field 3 (the first is 0)' },
  ]);
});
