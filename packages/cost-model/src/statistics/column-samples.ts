import { deflateSync, zstdCompressSync } from 'node:zlib';
import { FIELDS_MAX, textOf, valuesOf } from './describe-fields.ts';
import type { Fields } from './read-record.ts';

export type ColumnKind = 'text' | 'integer' | 'decimal' | 'boolean';

/** What the values of one field are like, for a store that keeps them column by column. */
export interface ColumnSample {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Of the records, where it is there. */
  readonly share: number;
  /** Values that were seen; different ones among them, and those of these that were seen once, and twice. */
  readonly seen: number;
  readonly distinct: number;
  readonly once: number;
  readonly twice: number;
  /** Of a value as it lies alone: a text with four bytes for its length, as Parquet has it. */
  readonly plainBytes: number;
  /** What a block of the values that were seen is compressed to, as a share of it. */
  readonly zlibShare: number;
  readonly zstdShare: number;
  /** Between the least and the largest of integers. */
  readonly range: number;
}

export interface SampledColumns {
  /** Records that the sample stands for. */
  readonly population: number;
  readonly columns: readonly ColumnSample[];
}

/** The columns that records would make, in the order in which their fields are met. */
export function sampleColumns(records: readonly Fields[], population: number): SampledColumns {
  const values = new Map<string, unknown[]>();
  for (const record of records) {
    for (const [name, value] of valuesOf(record)) {
      const column = values.get(name);
      if (column) column.push(value);
      else if (values.size < FIELDS_MAX) values.set(name, [value]);
    }
  }
  const columns = [...values].map(([name, seen]) => sampleColumn(name, seen, records.length));
  return { population, columns };
}

function sampleColumn(name: string, values: readonly unknown[], records: number): ColumnSample {
  const kind = kindOf(values);
  const counts = new Map<string, number>();
  for (const value of values) {
    const text = textOf(value);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const timesOf = (times: number) => [...counts.values()].filter((count) => count === times).length;
  const numbers = kind === 'integer' ? (values as number[]) : [];
  const [low, high] = numbers.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const block = Buffer.concat(
    values.map((value) => plainOf(value, kind, Math.max(Math.abs(low), Math.abs(high)))),
  );
  return {
    name,
    kind,
    share: values.length / records,
    seen: values.length,
    distinct: counts.size,
    once: timesOf(1),
    twice: timesOf(2),
    plainBytes: kind === 'boolean' ? 1 / 8 : block.length / values.length,
    zlibShare: Math.min(deflateSync(block).length / block.length, 1),
    zstdShare: Math.min(zstdCompressSync(block).length / block.length, 1),
    range: numbers.length === 0 ? 0 : high - low,
  };
}

/** Values of several kinds are kept as text. */
function kindOf(values: readonly unknown[]): ColumnKind {
  if (values.every((value) => typeof value === 'boolean')) return 'boolean';
  if (values.every((value) => Number.isSafeInteger(value))) return 'integer';
  return values.every((value) => typeof value === 'number') ? 'decimal' : 'text';
}

const INT32_MAX = 2 ** 31 - 1;

function plainOf(value: unknown, kind: ColumnKind, most: number): Buffer {
  if (kind === 'boolean') return Buffer.of(value === true ? 1 : 0);
  if (kind === 'text') {
    const text = Buffer.from(textOf(value));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    return Buffer.concat([length, text]);
  }
  const bytes = Buffer.alloc(kind === 'integer' && most <= INT32_MAX ? 4 : 8);
  if (kind === 'decimal') bytes.writeDoubleLE(value as number);
  else if (bytes.length === 4) bytes.writeInt32LE(value as number);
  else bytes.writeBigInt64LE(BigInt(value as number));
  return bytes;
}
