import { deflateSync, zstdCompressSync } from 'node:zlib';
import type { FieldValues } from './field-values.ts';

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
  /** What a block of the values that were seen is compressed to, as a share of it; where it was tried. */
  readonly zlibShare?: number;
  readonly zstdShare?: number;
  /** Between the least and the largest of integers. */
  readonly range: number;
}

export interface SampledColumns {
  /** Records that the sample stands for. */
  readonly population: number;
  readonly columns: readonly ColumnSample[];
}

/** The column that the values of a field make, among so many records. */
export function sampleColumn(
  field: FieldValues,
  records: number,
  { compresses }: { readonly compresses: boolean },
): ColumnSample {
  const { name, values, counts } = field;
  const kind = kindOf(values);
  const timesOf = (times: number) => [...counts.values()].filter((count) => count === times).length;
  const numbers = kind === 'integer' ? (values as number[]) : [];
  const [low, high] = numbers.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const width = kind === 'boolean' ? 1 : kind === 'integer' && Math.max(-low, high) <= INT32_MAX ? 4 : 8;
  return {
    name,
    kind,
    share: values.length / records,
    seen: values.length,
    distinct: counts.size,
    once: timesOf(1),
    twice: timesOf(2),
    plainBytes: kind === 'text' ? textBytes(field) / values.length : kind === 'boolean' ? BIT : width,
    ...(compresses ? compressedShares(blockOf(field, kind, width)) : {}),
    range: numbers.length === 0 ? 0 : high - low,
  };
}

function compressedShares(block: Buffer): Pick<ColumnSample, 'zlibShare' | 'zstdShare'> {
  return {
    zlibShare: Math.min(deflateSync(block).length / block.length, 1),
    zstdShare: Math.min(zstdCompressSync(block).length / block.length, 1),
  };
}

/** Values of several kinds are kept as text. */
function kindOf(values: readonly unknown[]): ColumnKind {
  if (values.every((value) => typeof value === 'boolean')) return 'boolean';
  if (values.every((value) => Number.isSafeInteger(value))) return 'integer';
  return values.every((value) => typeof value === 'number') ? 'decimal' : 'text';
}

/** Before each text, as Parquet has it. */
const LENGTH_BYTES = 4;
const BIT = 1 / 8;
const INT32_MAX = 2 ** 31 - 1;

function textBytes({ widths }: FieldValues): number {
  return widths.reduce((sum, width) => sum + LENGTH_BYTES + width, 0);
}

/** What values take as they lie one behind the other. */
function blockOf(field: FieldValues, kind: ColumnKind, width: number): Buffer {
  if (kind === 'text') return textBlock(field);
  const { values } = field;
  const block = Buffer.alloc(values.length * width);
  for (const [index, value] of values.entries()) {
    const at = index * width;
    if (kind === 'boolean') block.writeUInt8(value === true ? 1 : 0, at);
    else if (kind === 'decimal') block.writeDoubleLE(value as number, at);
    else if (width === 4) block.writeInt32LE(value as number, at);
    else block.writeBigInt64LE(BigInt(value as number), at);
  }
  return block;
}

function textBlock(field: FieldValues): Buffer {
  const block = Buffer.alloc(textBytes(field));
  let at = 0;
  for (const text of field.texts) {
    const length = block.write(text, at + LENGTH_BYTES);
    block.writeUInt32LE(length, at);
    at += LENGTH_BYTES + length;
  }
  return block;
}
