import type { CounterSet } from '../job/counters.ts';
import type { JobDefinition } from '../job/define-job.ts';
import { taskFailed } from '../job/task-failed.ts';
import { Arena } from './arena.ts';
import { compareKeys, compareValues, type SortedRun } from './sort-arena.ts';

/** Lets the job's combiner replace the values of each key by fewer; the result is sorted like the run was. */
export function combineRun(
  run: SortedRun,
  job: JobDefinition,
  counters: CounterSet,
  bytesMax: number,
): SortedRun {
  const { combiner } = job;
  if (combiner === undefined) return run;
  const { arena, order } = run;
  const combined = new Arena(Math.max(1, arena.used), Math.max(arena.used, bytesMax));
  const ends = new Uint32Array(run.ends.length);
  let group = 0;
  const task = {
    emit: (value: unknown) => combined.appendFrom(arena, group, job.value.encode(value)),
    count: (name: string, counter: string, by?: number) => counters.add(name, counter, by),
  };
  const sorted: number[] = [];
  let start = 0;
  for (const [partition, end] of run.ends.entries()) {
    while (start < end) {
      group = order[start] as number;
      let groupEnd = start + 1;
      while (groupEnd < end && compareKeys(arena, group, order[groupEnd] as number) === 0) groupEnd += 1;
      const first = combined.count;
      const key = keyOf(arena, group);
      try {
        combiner(job.key.decode(key), valuesOf(run, job, start, groupEnd), task);
      } catch (error) {
        throw taskFailed(job.name, 'combiner', key, error);
      }
      for (let entry = first; entry < combined.count; entry += 1) sorted.push(entry);
      if (job.sortValues && combined.count - first > 1) {
        const values = sorted.splice(first);
        sorted.push(...values.sort((a, b) => compareValues(combined, a, b)));
      }
      start = groupEnd;
    }
    ends[partition] = combined.count;
  }
  return { arena: combined, order: Uint32Array.from(sorted), ends };
}

function keyOf({ bytes, offsets, keyLengths }: Arena, entry: number): Buffer {
  const start = offsets[entry] as number;
  return bytes.subarray(start, start + (keyLengths[entry] as number));
}

function* valuesOf(
  { arena, order }: SortedRun,
  job: JobDefinition,
  start: number,
  end: number,
): Iterable<unknown> {
  for (let at = start; at < end; at += 1) {
    const entry = order[at] as number;
    const from = (arena.offsets[entry] as number) + (arena.keyLengths[entry] as number);
    yield job.value.decode(arena.bytes.subarray(from, from + (arena.valueLengths[entry] as number)));
  }
}
