import type { Files } from '@oremill/runtime';
import type { Arena } from './arena.ts';
import type { CombineFunction } from './combine.ts';
import { combineGroups } from './combine-groups.ts';
import { layOut } from './lay-out.ts';
import type { Segment } from './segment.ts';
import { ENTRY_BYTES } from './shuffle-kernel.ts';
import type { SortedRun } from './sort-run.ts';
import { SortedPairs } from './sorted-pairs.ts';
import { SpillWriter } from './spill-writer.ts';

export interface SpillRunOptions {
  readonly arena: Arena;
  readonly run: SortedRun;
  /** What the entries stand for. */
  readonly of: 'pairs' | 'sums';
  readonly combine: CombineFunction | undefined;
  readonly sortValues: boolean;
  readonly files: Files;
  readonly path: string;
  readonly times: { combineMs: number };
}

/** Writes a sorted run to a file; returns its segments, one for each partition. */
export function spillRun(options: SpillRunOptions): Segment[] {
  const { arena, run, combine, sortValues, times } = options;
  const writer = new SpillWriter(options.path, options.files, arena.spillBuffer, arena.blockBytes);
  try {
    const segments: Segment[] = [];
    let start = 0;
    for (const end of run.ends) {
      const entries = run.entries + start * ENTRY_BYTES;
      const count = end - start;
      const shared =
        count === 0
          ? 0
          : arena.kernel.sharedBytesOf(addressOf(arena, run, start), addressOf(arena, run, end - 1));
      if (combine === undefined) layOut(arena, options.of, writer, { entries, count });
      else {
        const startedMs = performance.now();
        const write = (key: Buffer, value: Buffer) => writer.writePair(key, value);
        const { pairBytesMax } = arena;
        combineGroups(new SortedPairs(arena, entries, count), { combine, sortValues, pairBytesMax, write });
        times.combineMs += performance.now() - startedMs;
      }
      segments.push(writer.endSegment(shared));
      start = end;
    }
    writer.flush();
    return segments;
  } finally {
    writer.close();
  }
}

function addressOf({ words }: Arena, { entries }: SortedRun, index: number): number {
  return words[((entries + index * ENTRY_BYTES) >>> 2) + 2] as number;
}
