import type { Kept } from '../sample/bottom-sample.ts';
import { COLUMNS, type Row } from './row.ts';
import type { KeptLine, Tallied } from './tally.ts';

/** What a thread counted, in a form that reaches another without a copy of each line and row. */
export interface PackedTallied {
  readonly counted: Omit<Tallied, 'kept' | 'rows'>;
  /** Kept lines, one behind the other. */
  readonly bytes: Uint8Array;
  readonly lengths: Uint32Array;
  readonly linePriorities: Float64Array;
  /** Kept lines of which only the measures were kept. */
  readonly long: readonly Kept<KeptLine>[];
  /** Kept rows, one behind the other. */
  readonly values: Float64Array;
  readonly rowPriorities: Float64Array;
}

export function packTallied({ kept, rows, ...counted }: Tallied): PackedTallied {
  const short = kept.filter((line): line is Kept<Uint8Array> => line.item instanceof Uint8Array);
  const bytes = new Uint8Array(short.reduce((sum, { item }) => sum + item.length, 0));
  let start = 0;
  for (const { item } of short) {
    bytes.set(item, start);
    start += item.length;
  }
  const values = new Float64Array(rows.length * COLUMNS.length);
  for (const [index, { item }] of rows.entries()) values.set(item, index * COLUMNS.length);
  return {
    counted,
    bytes,
    lengths: Uint32Array.from(short, ({ item }) => item.length),
    linePriorities: prioritiesOf(short),
    long: kept.filter(({ item }) => !(item instanceof Uint8Array)),
    values,
    rowPriorities: prioritiesOf(rows),
  };
}

function prioritiesOf(kept: readonly Kept<unknown>[]): Float64Array {
  return Float64Array.from(kept, ({ priority }) => priority);
}

/** The kept lines are parts of one buffer. */
export function unpackTallied(packed: PackedTallied): Tallied {
  const { counted, bytes, lengths, linePriorities, long, values, rowPriorities } = packed;
  const kept: Kept<KeptLine>[] = [...long];
  let start = 0;
  for (const [index, length] of lengths.entries()) {
    kept.push({ priority: linePriorities[index] as number, item: bytes.subarray(start, start + length) });
    start += length;
  }
  const rows = Array.from(rowPriorities, (priority, index): Kept<Row> => {
    const from = index * COLUMNS.length;
    return { priority, item: [...values.subarray(from, from + COLUMNS.length)] };
  });
  return { ...counted, kept, rows };
}
