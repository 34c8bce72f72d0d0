import { zstdCompressSync } from 'node:zlib';
import { deflate } from 'pako';
import { expect, test } from 'vitest';
import { measuredColumns } from '../../src/statistics/measured-columns.ts';
import { TWEETS_2012 } from '../../src/statistics/rules-2012.ts';
import { linesOf as keptLinesOf, Tally } from '../../src/statistics/tally.ts';
import { linesOf } from './records.ts';

const lines = linesOf(500)
  .split(/(?<=\n)/)
  .filter((line) => line.startsWith('{"id"') && line.includes('"user"'));

function tallied(keptMax: number, compresses: boolean, seed = 1) {
  const tally = new Tally({
    rules: TWEETS_2012,
    compresses,
    seed,
    keptMax,
    keptRecordBytesMax: 1e6,
    measuresAll: true,
  });
  tally.add({ bytes: Buffer.from(lines.join('')), offset: 0 });
  return tally.take();
}

function meanOf(bytesOf: (line: Buffer) => number): number {
  return lines.reduce((sum, line) => sum + bytesOf(Buffer.from(line)), 0) / lines.length;
}

test('when all records are kept, the means are those of zlib and zstd themselves', () => {
  const { means, columns } = measuredColumns(tallied(1000, true), { compresses: true });
  expect(columns.bytes).toHaveLength(lines.length);
  expect(means.bytes).toBeCloseTo(
    meanOf((line) => line.length),
    9,
  );
  expect(means.zlibBytes).toBeCloseTo(
    meanOf((line) => deflate(line).length),
    9,
  );
  expect(means.zstdBytes).toBeCloseTo(
    meanOf((line) => zstdCompressSync(line).length),
    9,
  );
});

test('when some are kept, the mean of zlib is that of all records, and that of zstd by the ratio on the kept', () => {
  const taken = tallied(50, true);
  const kept = keptLinesOf(taken).map((line) => Buffer.from(line as Uint8Array));
  const { means, columns } = measuredColumns(taken, { compresses: true });
  const sumOf = (bytesOf: (line: Buffer) => number) => kept.reduce((sum, line) => sum + bytesOf(line), 0);
  const zlib = meanOf((line) => deflate(line).length);
  const zlibOfKept = sumOf((line) => deflate(line).length);

  expect(kept).toHaveLength(50);
  expect(means).toMatchObject({
    bytes: expect.closeTo(
      meanOf((line) => line.length),
      9,
    ),
    zlibBytes: expect.closeTo(zlib, 9),
    zstdBytes: expect.closeTo((zlib * sumOf((line) => zstdCompressSync(line).length)) / zlibOfKept, 9),
  });
  expect([...columns.bytes]).toEqual(kept.map((line) => line.length));
  expect([...columns.zlibBytes]).toEqual(kept.map((line) => deflate(line).length));
  expect([...columns.zstdBytes]).toEqual(kept.map((line) => zstdCompressSync(line).length));
});

test('the ratios make the means of all truer than the kept records alone', () => {
  const errorsOf = (seed: number) => {
    const { means, columns } = measuredColumns(tallied(50, true, seed), { compresses: true });
    const truth = meanOf((line) => zstdCompressSync(line).length);
    const alone = columns.zstdBytes.reduce((sum, bytes) => sum + bytes, 0) / 50;
    return [Math.abs(means.zstdBytes - truth), Math.abs(alone - truth)] as const;
  };
  const errors = Array.from({ length: 10 }, (_, seed) => errorsOf(seed));
  const [byRatio, byKept] = [0, 1].map((of) => errors.reduce((sum, pair) => sum + (pair[of] as number), 0));
  expect(byRatio).toBeLessThan((byKept as number) / 3);
});

test('without compression nothing is compressed', () => {
  const { means } = measuredColumns(tallied(50, false), { compresses: false });
  expect([means.zlibBytes, means.zstdBytes]).toEqual([0, 0]);
});
