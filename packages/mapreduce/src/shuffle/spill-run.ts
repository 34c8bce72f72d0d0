import type { Files } from '../files/disk-files.ts';
import { type Arena, pairAt, sumAt } from './arena.ts';
import type { CombineFunction } from './combine.ts';
import { combineGroups } from './combine-groups.ts';
import type { Segment } from './segment.ts';
import { ENTRY_BYTES } from './shuffle-kernel.ts';
import type { SortedRun } from './sort-run.ts';
import { SortedPairs } from './sorted-pairs.ts';
import { SpillWriter } from './spill-writer.ts';

// Where in the state the kernel reads and leaves what it has laid out, four bytes each.
const NEXT = 3;
const OUT = 4;
const PAIR_BYTES_MAX = 5;

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
        count === 0 ? 0 : arena.kernel.sharedBytesOf(entries, entries + (count - 1) * ENTRY_BYTES);
      if (combine === undefined) layOut(options, writer, entries, count);
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

function layOut({ arena, of }: SpillRunOptions, writer: SpillWriter, entries: number, count: number): void {
  const { kernel, state, words } = arena;
  const shared = state >>> 2;
  words[shared + NEXT] = 0;
  words[shared + PAIR_BYTES_MAX] = 0;
  let large = 0;
  for (;;) {
    const { out, isEmpty } = writer;
    words[shared + OUT] = out;
    if (of === 'pairs') kernel.layOutPairs(state, entries, count, writer.end);
    else kernel.layOutSums(state, entries, count, writer.end);
    writer.out = words[shared + OUT] as number;
    const next = words[shared + NEXT] as number;
    if (next === count) break;
    if (isEmpty && writer.out === out) {
      // Larger than the whole buffer.
      const address = words[(entries >>> 2) + next * (ENTRY_BYTES / 4) + 2] as number;
      writer.writePair(...(of === 'pairs' ? pairAt(arena, address) : sumAt(arena, address)));
      words[shared + NEXT] = next + 1;
      large += 1;
    }
    writer.flush();
  }
  writer.countPairs(count - large, words[shared + PAIR_BYTES_MAX] as number);
}
