import type { Page, TaskReport } from '@oremill/types';

interface TaskPage {
  readonly cursor: string;
  readonly items: readonly TaskReport[];
}

/** The tasks that have been read so far, page by page. */
export interface TaskList {
  readonly pages: readonly TaskPage[];
  readonly tasks: readonly TaskReport[];
  /** There are more than are read. */
  readonly isCut: boolean;
}

/** A timeline of more could not be told apart on a screen. */
export const TASKS_MAX = 5_000;

/**
 * Reads on where the known list ends. Tasks are only ever added at the end, so its full pages stay as they are, and
 * a long execution costs no more at its end than at its beginning.
 */
export async function readTasks(
  known: TaskList | undefined,
  readPage: (cursor: string) => Promise<Page<TaskReport>>,
): Promise<TaskList> {
  const pages = (known?.pages ?? []).slice(0, -1);
  let cursor: string | undefined = known?.pages.at(-1)?.cursor ?? '';
  let count = pages.reduce((sum, { items }) => sum + items.length, 0);
  while (cursor !== undefined && count < TASKS_MAX) {
    const { items, nextCursor }: Page<TaskReport> = await readPage(cursor);
    pages.push({ cursor, items });
    count += items.length;
    cursor = nextCursor;
  }
  return { pages, tasks: pages.flatMap(({ items }) => items), isCut: cursor !== undefined };
}
