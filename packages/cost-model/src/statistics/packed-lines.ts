import type { Kept } from '../sample/bottom-sample.ts';
import type { KeptLine, Tallied } from './tally.ts';

/** Kept lines one behind the other, which reach another thread without a copy of each. */
export interface PackedLines {
  readonly bytes: Uint8Array;
  readonly lengths: Uint32Array;
  readonly priorities: Float64Array;
  /** Lines of which only the measures were kept. */
  readonly long: readonly Kept<KeptLine>[];
}

/** What a thread hands to another. */
export interface PackedTallied extends Omit<Tallied, 'kept'> {
  readonly packed: PackedLines;
}

export function packTallied({ kept, ...counted }: Tallied): PackedTallied {
  const short = kept.filter((line): line is Kept<Uint8Array> => line.item instanceof Uint8Array);
  const bytes = new Uint8Array(short.reduce((sum, { item }) => sum + item.length, 0));
  let start = 0;
  for (const { item } of short) {
    bytes.set(item, start);
    start += item.length;
  }
  return {
    ...counted,
    packed: {
      bytes,
      lengths: Uint32Array.from(short, ({ item }) => item.length),
      priorities: Float64Array.from(short, ({ priority }) => priority),
      long: kept.filter(({ item }) => !(item instanceof Uint8Array)),
    },
  };
}

/** The kept lines are parts of one buffer. */
export function unpackTallied({ packed, ...counted }: PackedTallied): Tallied {
  const { bytes, lengths, priorities, long } = packed;
  const kept: Kept<KeptLine>[] = [...long];
  let start = 0;
  for (const [index, length] of lengths.entries()) {
    kept.push({ priority: priorities[index] as number, item: bytes.subarray(start, start + length) });
    start += length;
  }
  return { ...counted, kept };
}
