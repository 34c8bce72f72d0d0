import { deflateSync, zstdCompressSync } from 'node:zlib';
import { deflate } from 'pako';
import { expect, test } from 'vitest';
import { measuredColumns } from '../../src/statistics/measured-columns.ts';
import { TWEETS_2012 } from '../../src/statistics/rules.ts';
import { Tally } from '../../src/statistics/tally.ts';
import { linesOf } from './records.ts';

const lines = linesOf(500)
  .split(/(?<=\n)/)
  .filter((line) => line.startsWith('{"id"') && line.includes('"user"'));

function tallied(keptMax: number, compresses: boolean) {
  const tally = new Tally({
    rules: TWEETS_2012,
    compresses,
    seed: 1,
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

test('when all records are kept, the mean of zlib is that of zlib itself', () => {
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

test('when some are kept, the means of zlib and zstd are told by them and the fast zlib of all', () => {
  const { means, columns } = measuredColumns(tallied(50, true), { compresses: true });
  expect(columns.bytes).toHaveLength(50);
  expect(means.bytes).toBeCloseTo(
    meanOf((line) => line.length),
    9,
  );
  const zstd = meanOf((line) => zstdCompressSync(line).length);
  expect(Math.abs(means.zstdBytes / zstd - 1)).toBeLessThan(0.02);
  const exact = meanOf((line) => deflate(line).length);
  const fast = meanOf((line) => deflateSync(line).length);
  expect(Math.abs(means.zlibBytes - exact)).toBeLessThanOrEqual(
    Math.max(Math.abs(fast - exact), exact * 0.002),
  );
});

test('without compression nothing is compressed', () => {
  const { means } = measuredColumns(tallied(50, false), { compresses: false });
  expect([means.zlibBytes, means.zstdBytes]).toEqual([0, 0]);
});
