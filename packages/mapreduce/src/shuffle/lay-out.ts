import { type Arena, pairAt, sumAt } from './arena.ts';
import { ENTRY_BYTES } from './shuffle-kernel.ts';
import type { SpillWriter } from './spill-writer.ts';

// Where in the state the kernel reads and leaves what it has laid out, four bytes each.
const NEXT = 3;
const OUT = 4;
const PAIR_BYTES_MAX = 5;

/** Lets the kernel lay out what sorted entries stand for, where the writer's next pair goes. */
export function layOut(
  arena: Arena,
  of: 'pairs' | 'sums',
  writer: SpillWriter,
  { entries, count }: { readonly entries: number; readonly count: number },
): void {
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
