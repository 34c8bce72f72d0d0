import { expect, test } from 'vitest';
import {
  addWork,
  shareBusy,
  totalMsOf,
  workParts,
} from '../../../../src/features/mapreduce/report/work-parts.ts';
import { makeExecution } from '../../../fixtures/execution.ts';
import { makeStep } from '../../../fixtures/tasks.ts';

const WORK = { mapMs: 600, sortMs: 100, combineMs: 0, spillMs: 100, mergeMs: 50, reduceMs: 150 };

test('the parts stand in the order of the flow, and what took no time is left out', () => {
  expect(workParts(WORK).map(({ name, ms, share }) => [name, ms, share])).toEqual([
    ['map', 600, 0.6],
    ['sort', 100, 0.1],
    ['spill', 100, 0.1],
    ['merge', 50, 0.05],
    ['reduce', 150, 0.15],
  ]);
  expect(workParts({ ...WORK, mapMs: 0, sortMs: 0, spillMs: 0, mergeMs: 0, reduceMs: 0 })).toEqual([]);
});

test('the work of steps adds up, and is held against the time that the workers had', () => {
  const steps = [makeStep({ work: WORK }), makeStep({ work: { ...WORK, combineMs: 500 } })];
  expect(addWork(steps)).toEqual({
    mapMs: 1200,
    sortMs: 200,
    combineMs: 500,
    spillMs: 200,
    mergeMs: 100,
    reduceMs: 300,
  });
  expect(totalMsOf(addWork(steps))).toBe(2500);
  const busyIn = (elapsedMs: number) =>
    shareBusy(makeExecution({ workers: 2, steps, progress: { elapsedMs } }));
  expect([busyIn(2500), busyIn(1000), busyIn(0)]).toEqual([0.5, 1, undefined]);
});
