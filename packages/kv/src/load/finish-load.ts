import { kvError } from '@oremill/types';
import { loadKernel } from '../kernel/load-kernel.ts';
import { type Inserted, insertOverflows } from './insert-partitions.ts';
import { LineLoader } from './line-loader.ts';
import type { LoadKernel } from './load-kernel.ts';
import type { LoadOutcome, LoadPlan } from './load-plan.ts';
import { showKey } from './show-key.ts';

/** What is left to one thread when all partitions are inserted. Returns how many lines had a key that another has. */
export function finishLoad({ table, limits }: LoadPlan, { inserted }: LoadOutcome): number {
  const all = [...inserted];
  refuseDuplicate(all);
  const overflows = inserted.flatMap((part) => part.overflows);
  if (overflows.length > 0) {
    const loader = new LineLoader(table.shared, limits);
    const rest = insertOverflows(overflows, loader);
    loader.kernel.handInTally();
    loader.close();
    refuseDuplicate([rest]);
    all.push(rest);
  }
  loadKernel<LoadKernel>('table', table.shared).freeDeadSegments();
  table.buildOrder();
  return all.reduce((sum, { duplicates }) => sum + duplicates, 0);
}

/** Of several the one whose partition is the first, which is the same for any number of threads. */
function refuseDuplicate(inserted: readonly Inserted[]): void {
  const found = inserted.flatMap(({ duplicate }) => duplicate ?? []);
  const [first] = found.sort((a, b) => a.partition - b.partition);
  if (first === undefined) return;
  throw kvError('KEY_DUPLICATE', `the key ${showKey(first.key)} is there more than once`, {
    hint: 'Let the last count, or the first.',
  });
}
