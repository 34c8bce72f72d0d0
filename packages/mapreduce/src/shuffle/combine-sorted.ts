import { Arena } from './arena.ts';
import type { Combine } from './combine.ts';
import { compareKeys, compareValues, type SortedRun } from './sort-arena.ts';

/** Lets the combiner replace the values of each key by fewer; the result is sorted like the run was. */
export function combineSorted(
  run: SortedRun,
  combine: Combine | undefined,
  sortValues: boolean,
  bytesMax: number,
): SortedRun {
  if (combine === undefined) return run;
  const { arena, order } = run;
  const combined = new Arena(Math.max(1, arena.used), Math.max(arena.used, bytesMax), { kind: 'hash' });
  const ends = new Uint32Array(run.ends.length);
  let group = 0;
  const emit = (value: string | Uint8Array) => combined.appendFrom(arena, group, value);
  const sorted: number[] = [];
  let start = 0;
  for (const [partition, end] of run.ends.entries()) {
    while (start < end) {
      group = order[start] as number;
      let groupEnd = start + 1;
      while (groupEnd < end && compareKeys(arena, group, order[groupEnd] as number) === 0) groupEnd += 1;
      const first = combined.count;
      const key = keyOf(arena, group);
      const values = valuesOf(run, start, groupEnd);
      if (combine.kind === 'function') combine.combine(key, values, emit);
      else emit(sumOf(key, values));
      for (let entry = first; entry < combined.count; entry += 1) sorted.push(entry);
      if (sortValues && combined.count - first > 1) {
        const emitted = sorted.splice(first);
        sorted.push(...emitted.sort((a, b) => compareValues(combined, a, b)));
      }
      start = groupEnd;
    }
    ends[partition] = combined.count;
  }
  return { arena: combined, order: Uint32Array.from(sorted), ends };
}

function sumOf(key: Buffer, values: Iterable<Buffer>): string {
  let sum = 0;
  for (const value of values) sum += Number(value.toString('latin1'));
  if (!Number.isSafeInteger(sum))
    throw new RangeError(`the sum of key ${JSON.stringify(key.toString())} is not a safe integer`);
  return String(sum);
}

function keyOf({ bytes, offsets, keyLengths }: Arena, entry: number): Buffer {
  const start = offsets[entry] as number;
  return bytes.subarray(start, start + (keyLengths[entry] as number));
}

function* valuesOf({ arena, order }: SortedRun, start: number, end: number): Iterable<Buffer> {
  for (let at = start; at < end; at += 1) {
    const entry = order[at] as number;
    const from = (arena.offsets[entry] as number) + (arena.keyLengths[entry] as number);
    yield arena.bytes.subarray(from, from + (arena.valueLengths[entry] as number));
  }
}
