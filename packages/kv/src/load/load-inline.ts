import { setImmediate as turn } from 'node:timers/promises';
import { insertPartitions } from './insert-partitions.ts';
import { LineLoader } from './line-loader.ts';
import { SharedCounters, SharedProgress } from './load-limits.ts';
import type { LoadOutcome, LoadPlan } from './load-plan.ts';
import { loadTasks } from './load-tasks.ts';
import { openIndex } from './open-index.ts';
import { storedBytes } from './stored-bytes.ts';

/** Loads in this thread, which does other things between two pieces. */
export async function loadInline({ table, tasks, limits, feeds, progress }: LoadPlan): Promise<LoadOutcome> {
  const { signal } = feeds;
  const pause = async (): Promise<void> => {
    await turn();
    signal.throwIfAborted();
  };
  signal.throwIfAborted();
  const counters = new SharedCounters();
  const loader = new LineLoader(table.shared, limits);
  const done = await loadTasks({
    loader,
    tasks,
    counters,
    progress: progress[0] ?? new SharedProgress(),
    stored: ({ source }) => storedBytes(source, feeds),
    pause,
  });
  const entries = loader.finish();
  openIndex(table, [entries], limits);
  const inserted = await insertPartitions([entries], loader, counters, pause);
  loader.kernel.handInTally();
  loader.close();
  return { tasks: done, inserted: [inserted], badLines: counters.badLines };
}
