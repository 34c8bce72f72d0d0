import { expect, test } from 'vitest';
import {
  describeBar,
  describeTasks,
  slowestFirst,
} from '../../../../src/features/mapreduce/timeline/describe-tasks.ts';
import { layOutTasks } from '../../../../src/features/mapreduce/timeline/lay-out-tasks.ts';
import { makeTask } from '../../../fixtures/tasks.ts';

test('one task is told with its attempt, worker, times and amounts', () => {
  const task = makeTask({
    index: 12,
    attempt: 2,
    startedMs: 1200,
    endedMs: 1574,
    records: 2580,
    bytes: 2 ** 21,
  });
  const [lane] = layOutTasks([task], { workers: 1, spanMs: 2000, widthPx: 1000 });
  expect(lane?.bars.map(describeBar)).toEqual([
    'step 1 · map task 12, attempt 2 · worker 0 · 374 ms, from 1.2 s to 1.6 s · 2,580 records, 2.00 MiB',
  ]);
});

test('several drawn as one are told together', () => {
  const tasks = [0, 1, 2].map((index) =>
    makeTask({ kind: 'reduce', index, startedMs: index, endedMs: index + 1, records: 5, bytes: 10 }),
  );
  const [lane] = layOutTasks(tasks, { workers: 1, spanMs: 10_000, widthPx: 1000 });
  expect(lane?.bars.map(describeBar)).toEqual([
    'step 1 · 3 reduce tasks, 0 to 2 · worker 0 · 0 ms to 3 ms · 15 rows, 30 B',
  ]);
});

test('the slowest task is named, against the median once there is one', () => {
  expect(describeTasks([])).toBe('No task has been finished yet.');
  expect(describeTasks([makeTask()])).toBe('1 task; the slowest took 100 ms: map task 0 of step 1.');
  const tasks = [makeTask(), makeTask({ index: 1 }), makeTask({ index: 2, endedMs: 350 })];
  expect(describeTasks(tasks)).toBe(
    '3 tasks; the slowest took 350 ms, 3.5 times the median: map task 2 of step 1.',
  );
  expect(slowestFirst(tasks).map(({ index }) => index)).toEqual([2, 0, 1]);
});
