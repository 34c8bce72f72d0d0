import type { Run } from '@oremill/types';
import type { RunsSearch } from '../search.ts';

/** Runs heard of that belong into a list and are newer than all of it; ids sort by time. */
export function findFreshRuns(
  heard: readonly Run[],
  items: readonly Run[],
  { repository, branch, state, text }: RunsSearch,
): Run[] {
  const newestId = items[0]?.id ?? '';
  return heard.filter(
    (run) =>
      run.id > newestId &&
      (repository === undefined || run.repository === repository) &&
      (branch === undefined || run.branch === branch) &&
      (state === undefined || run.state === state) &&
      (text === undefined || hasText(run, text)),
  );
}

function hasText({ subject, author }: Run, text: string): boolean {
  return [subject, author].some((one) => one.toLowerCase().includes(text.toLowerCase()));
}
