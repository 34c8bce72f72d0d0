import assert from 'node:assert/strict';
import type { ColumnSample, SampledColumns } from '../statistics/column-samples.ts';

export interface ColumnInputs {
  /** In all. */
  readonly rows: number;
  /** How many different values there are: with 0 as many as were seen, with 0.5 as expected, with 1 as can be. */
  readonly variety: number;
  /** Texts of all records are so many times as long as those that were seen. */
  readonly textScale: number;
  /** The column by which rows are sorted, where they are. */
  readonly sortedBy: string | undefined;
  /** What is done to blocks of values. */
  readonly compression: 'none' | 'zlib' | 'zstd';
}

/** Rows that share a dictionary, as those of a row group of Parquet do. */
const GROUP_ROWS = 1e6;
/** Of a run: how long it is. */
const RUN_BYTES = 4;

/** Bytes that a row takes where each column has the code that takes least of it. */
export function rowBytes({ columns, population }: SampledColumns, inputs: ColumnInputs): number {
  return columns.reduce((sum, column) => sum + Math.min(...codesOf(column, population, inputs)), 0);
}

/** Bytes of a row as plain values, by a dictionary, and where rows are sorted by it as runs or as differences. */
function codesOf(column: ColumnSample, population: number, inputs: ColumnInputs): number[] {
  const { rows, textScale, sortedBy, compression } = inputs;
  const { share, kind } = column;
  // A bit tells whether there is a value, where some rows have none.
  const presence = share < 1 ? 1 / 8 : 0;
  const value = column.plainBytes * (kind === 'text' ? textScale : 1);
  const compressed = compressedShare(column, compression);
  assert(compressed !== undefined, 'columns that were not compressed');
  const block = value * compressed;
  const groupRows = Math.max(Math.min(rows, GROUP_ROWS), 1);
  const inGroup = distinctOf(column, groupRows, inputs.variety);
  const codes = [
    presence + share * block,
    presence + (inGroup * block) / groupRows + (share * Math.ceil(Math.log2(inGroup))) / 8,
  ];
  if (column.name !== sortedBy) return codes;
  const inAll = distinctOf(column, Math.max(rows, 1), inputs.variety);
  codes.push(presence + (inAll * (value + RUN_BYTES)) / Math.max(rows, 1));
  if (kind === 'integer') codes.push(presence + share * differenceBytes(column, population));
  return codes;
}

/** What a block of a column is compressed to, as a share of it; undefined where nobody tried. */
export function compressedShare(
  { zlibShare, zstdShare }: ColumnSample,
  compression: ColumnInputs['compression'],
): number | undefined {
  return { none: 1, zlib: zlibShare, zstd: zstdShare }[compression];
}

/**
 * Different values among so many rows, from those of a sample: no fewer than were seen, and no more than if each that
 * was seen once stood for as many as there are more rows.
 */
function distinctOf(column: ColumnSample, rows: number, variety: number): number {
  const { seen, distinct, once, share } = column;
  const values = Math.max(rows * share, 1);
  const more = Math.max(values / seen, 1);
  const least = Math.min(distinct, values);
  const most = Math.min(more * once + distinct - once, values);
  const expected = Math.min(Math.max(expectedDistinct(column, more), least), most);
  const [from, to, part] = variety < 0.5 ? [least, expected, 2 * variety] : [expected, most, 2 * variety - 1];
  return Math.max(from * (to / from) ** part, 1);
}

/**
 * Where values are of one pool, those that were seen once and twice tell how many are unseen (Chao 1984). Where there
 * are ever more of them, as of texts, they grow by a power that those seen once tell (Good 1953, Heaps 1978). Of a power
 * law half as many were seen twice as of one pool: that tells the two apart, and what is between.
 */
function expectedDistinct({ distinct, once, twice }: ColumnSample, more: number): number {
  const power = once / distinct;
  const growing = distinct * more ** power;
  if (twice === 0) return growing;
  const pool = distinct + once ** 2 / (2 * twice);
  const twiceAsOfPower = (once * (1 - power)) / 2;
  const likePool = Math.min(Math.max(twice / twiceAsOfPower - 1, 0), 1);
  return growing ** (1 - likePool) * pool ** likePool;
}

/** The largest of 32 gaps of chance is four times their mean, and sets how many bits all of them have. */
const LARGEST_GAP = 4;

/** Of the difference to the value before, packed in blocks; numbers that follow each other take next to nothing. */
function differenceBytes({ range, seen, share }: ColumnSample, population: number): number {
  // The ends of all values are as far outside those of the sample as its values are from each other.
  const whole = seen < 2 ? range : (range * (seen + 1)) / (seen - 1);
  const gap = whole / Math.max(population * share, 1);
  return Math.log2(1 + LARGEST_GAP * Math.max(gap - 1, 0)) / 8;
}
