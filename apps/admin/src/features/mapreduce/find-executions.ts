import type { Execution } from '@oremill/types';
import type { JobsSearch } from './search.ts';

/** Executions heard of that belong into a list, newest first, and are newer than all of it; ids sort by time. */
export function findFresh(
  heard: readonly Execution[],
  items: readonly Execution[],
  search: JobsSearch,
): Execution[] {
  const listed = new Set(items.map(({ id }) => id));
  const newestId = items[0]?.id ?? '';
  return heard.filter(
    (execution) =>
      !listed.has(execution.id) &&
      execution.id > newestId &&
      (search.state === undefined || execution.state === search.state) &&
      (search.job === undefined || execution.job === search.job) &&
      matchesWords(execution, search.q ?? ''),
  );
}

/** Whether every word is somewhere in the job's name, an input or the id. */
export function matchesWords(execution: Execution, words: string): boolean {
  const text = [execution.job, ...execution.inputs, execution.id].join(' ').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
