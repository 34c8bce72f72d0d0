import { kernelModule } from '../kernel/load-kernel.ts';
import type { Inserted } from './insert-partitions.ts';
import { SharedCounters } from './load-limits.ts';
import type { LoadOutcome, LoadPlan } from './load-plan.ts';
import type { LoadPool } from './load-pool.ts';
import { type FromWorker, type Listed, TAG } from './messages.ts';
import { openIndex } from './open-index.ts';
import { SourceFeed } from './source-feed.ts';

/** Loads in the workers of a pool; this thread reads for them what is not in files. */
export async function loadInWorkers(plan: LoadPlan, pool: LoadPool): Promise<LoadOutcome> {
  const { table, tasks, limits, feeds, progress } = plan;
  await pool.start();
  const counters = new SharedCounters();
  const listed = progress.map(() => Promise.withResolvers<Listed>());
  const inserted = progress.map(() => Promise.withResolvers<Inserted>());
  const feed = new SourceFeed(tasks, feeds, pool);
  const hear = (index: number, message: FromWorker): void => {
    if (message.kind === 'listed') listed[index]?.resolve(message.listed);
    else if (message.kind === 'inserted') inserted[index]?.resolve(message.inserted);
    else if (message.kind === 'pull') feed.answer(index, message.ordinal);
  };
  return pool.use(hear, async (failed) => {
    const ends = [failed, feed.failed, aborted(feeds.signal)];
    const { memory } = table.shared;
    for (const [index, { numbers }] of progress.entries()) {
      const order = {
        memory,
        kernel: kernelModule('table'),
        tasks,
        limits,
        counters: counters.words,
        progress: numbers,
      };
      pool.post(index, { tag: TAG, kind: 'load', order });
    }
    const parts = await Promise.race([allOf(listed), ...ends]);
    const all = parts.map(({ entries }) => entries);
    openIndex(table, all, limits);
    pool.postAll({ tag: TAG, kind: 'insert', all });
    const done = await Promise.race([allOf(inserted), ...ends]);
    return { tasks: parts.flatMap((part) => part.tasks), inserted: done, badLines: counters.badLines };
  });
}

function allOf<Result>(parts: readonly PromiseWithResolvers<Result>[]): Promise<Result[]> {
  return Promise.all(parts.map(({ promise }) => promise));
}

/** Rejected when somebody asks for the end. */
function aborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  if (signal.aborted) reject(signal.reason);
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return promise;
}
