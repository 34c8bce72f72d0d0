import type { Page, TaskReport } from '@oremill/types';
import { expect, test } from 'vitest';
import { readTasks, TASKS_MAX } from '../../src/api/read-tasks.ts';
import { makeTask } from '../fixtures/tasks.ts';

/** Tasks in pages of `limit`, as the API gives them; remembers what was asked for. */
function serve(tasks: readonly TaskReport[], limit: number) {
  const asked: string[] = [];
  const readPage = async (cursor: string): Promise<Page<TaskReport>> => {
    asked.push(cursor);
    const at = Number(cursor);
    const items = tasks.slice(at, at + limit);
    return at + limit < tasks.length ? { items, nextCursor: String(at + limit) } : { items };
  };
  return { asked, readPage };
}

const TASKS = Array.from({ length: 25 }, (_, index) => makeTask({ index }));

test('all pages are read', async () => {
  const { asked, readPage } = serve(TASKS, 10);
  const list = await readTasks(undefined, readPage);
  expect(list.tasks).toEqual(TASKS);
  expect(list.isCut).toBe(false);
  expect(asked).toEqual(['', '10', '20']);
});

test('asked again, only the last page and what follows is read', async () => {
  const known = await readTasks(undefined, serve(TASKS.slice(0, 12), 10).readPage);
  const { asked, readPage } = serve(TASKS, 10);
  expect((await readTasks(known, readPage)).tasks).toEqual(TASKS);
  expect(asked).toEqual(['10', '20']);
});

test('more than can be drawn are not read, and the list says so', async () => {
  const many = Array.from({ length: TASKS_MAX + 1 }, (_, index) => makeTask({ index }));
  const { asked, readPage } = serve(many, 500);
  const list = await readTasks(undefined, readPage);
  expect(list).toMatchObject({ isCut: true });
  expect(list.tasks).toHaveLength(TASKS_MAX);
  expect(asked).toHaveLength(TASKS_MAX / 500);
  expect((await readTasks(list, readPage)).tasks).toHaveLength(TASKS_MAX);
});
