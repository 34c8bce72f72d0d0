import { zstdCompressSync } from 'node:zlib';
import { COLUMNS, type Column } from './row.ts';
import { linesOf, type Tallied } from './tally.ts';

export interface MeasuredColumns {
  /** Of the rows that were kept. */
  readonly columns: Readonly<Record<Column, Float64Array>>;
  /** Of all records that were measured. */
  readonly means: Record<Column, number>;
}

/**
 * What was measured, column by column. Every record was measured by zlib. The kept ones are compressed by zstd as well; its
 * mean over all records is that of zlib times the ratio on the kept ones, which hardly varies.
 */
export function measuredColumns(tallied: Tallied, { compresses }: { compresses: boolean }): MeasuredColumns {
  const { rows, sums, records } = tallied;
  const columns = Object.fromEntries(
    COLUMNS.map((column, index) => [column, Float64Array.from(rows, ({ item }) => item[index] as number)]),
  ) as Record<Column, Float64Array>;
  const means = Object.fromEntries(
    COLUMNS.map((column, index) => [column, (sums[index] as number) / records]),
  ) as Record<Column, number>;
  if (compresses) {
    const records = linesOf(tallied).map((line) => (line instanceof Uint8Array ? line : undefined));
    means.zstdBytes = means.zlibBytes * fillZstd(columns, records);
  }
  return { columns, means };
}

/** Of records that were not kept by the ratio to zlib of those that were, which is returned. */
function fillZstd(
  { zlibBytes, zstdBytes }: Record<Column, Float64Array>,
  records: readonly (Uint8Array | undefined)[],
): number {
  let zlib = 0;
  let zstd = 0;
  for (const [index, record] of records.entries()) {
    if (record === undefined) continue;
    zlib += zlibBytes[index] as number;
    zstdBytes[index] = zstdCompressSync(record).length;
    zstd += zstdBytes[index] as number;
  }
  const ratio = zlib === 0 ? 1 : zstd / zlib;
  for (const [index, record] of records.entries()) {
    if (record === undefined) zstdBytes[index] = (zlibBytes[index] as number) * ratio;
  }
  return ratio;
}
