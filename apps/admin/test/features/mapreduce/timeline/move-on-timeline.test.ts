import { expect, test } from 'vitest';
import { layOutTasks, type TimelineBar } from '../../../../src/features/mapreduce/timeline/lay-out-tasks.ts';
import { findBar, stepBar } from '../../../../src/features/mapreduce/timeline/move-on-timeline.ts';
import { makeTask } from '../../../fixtures/tasks.ts';

const TASKS = [
  makeTask({ worker: 0, index: 0, startedMs: 0, endedMs: 100 }),
  makeTask({ worker: 0, index: 1, startedMs: 300, endedMs: 400 }),
  makeTask({ worker: 2, index: 2, startedMs: 250, endedMs: 500 }),
];
const LANES = layOutTasks(TASKS, { workers: 3, spanMs: 1000, widthPx: 1000 });
const [FIRST, SECOND, OTHER] = LANES.flatMap(({ bars }) => bars) as [TimelineBar, TimelineBar, TimelineBar];

test('a pointer finds the bar that it is at or nearly at, and nothing in between', () => {
  const [lane] = LANES;
  const at = (x: number) => lane && findBar(lane, x);
  expect([0, 50, 102, 200, 298, 350, 450].map(at)).toEqual([
    FIRST,
    FIRST,
    FIRST,
    undefined,
    SECOND,
    SECOND,
    undefined,
  ]);
});

test('arrows go along a lane, over empty lanes to what was done at that time, and stay at the ends', () => {
  expect(stepBar(LANES, undefined, 'ArrowRight')).toBe(FIRST);
  expect(stepBar(LANES, FIRST, 'ArrowRight')).toBe(SECOND);
  expect(stepBar(LANES, SECOND, 'ArrowRight')).toBe(SECOND);
  expect(stepBar(LANES, SECOND, 'ArrowLeft')).toBe(FIRST);
  expect(stepBar(LANES, FIRST, 'ArrowDown')).toBe(OTHER);
  expect(stepBar(LANES, OTHER, 'ArrowUp')).toBe(SECOND);
  expect(stepBar(LANES, OTHER, 'ArrowDown')).toBe(OTHER);
  expect([stepBar(LANES, SECOND, 'Home'), stepBar(LANES, FIRST, 'End')]).toEqual([FIRST, SECOND]);
});

test('other keys are left to the page, and without a task there is nowhere to go', () => {
  expect(stepBar(LANES, FIRST, 'Tab')).toBeUndefined();
  expect(stepBar([], undefined, 'ArrowRight')).toBeUndefined();
});
