import { expect, test } from 'vitest';
import { layOutPhases } from '../../../../src/features/mapreduce/timeline/lay-out-phases.ts';
import { makeStep, makeTask } from '../../../fixtures/tasks.ts';

const ENDED = { nowMs: 5000, isRunning: false };

test('each step has a map and a reduce phase, and one without reducers only a map phase', () => {
  const steps = [
    makeStep({ startedMs: 10, mapEndedMs: 600, endedMs: 1000 }),
    makeStep({ kind: 'map', reduceTasks: 0, startedMs: 1000, mapEndedMs: 1500, endedMs: 1500 }),
  ];
  expect(layOutPhases(steps, [], ENDED)).toEqual([
    { step: 1, kind: 'map', startedMs: 10, endedMs: 600, isRunning: false },
    { step: 1, kind: 'reduce', startedMs: 600, endedMs: 1000, isRunning: false },
    { step: 2, kind: 'map', startedMs: 1000, endedMs: 1500, isRunning: false },
  ]);
});

test('the phase that goes on reaches to now', () => {
  const { mapEndedMs: _, endedMs: __, ...mapping } = makeStep({ startedMs: 0 });
  expect(layOutPhases([mapping], [], { nowMs: 300, isRunning: true })).toEqual([
    { step: 1, kind: 'map', startedMs: 0, endedMs: 300, isRunning: true },
  ]);
});

test('after a resume a phase begins with its first task, not when it was taken up again', () => {
  const step = makeStep({ startedMs: 2000, mapEndedMs: 2500, endedMs: 3000 });
  const before = makeTask({ startedMs: 100, endedMs: 200 });
  expect(layOutPhases([step], [before], ENDED)[0]).toMatchObject({ startedMs: 100, endedMs: 2500 });
});

test('a step that has not begun is not drawn', () => {
  const { startedMs: _, ...waiting } = makeStep();
  expect(layOutPhases([waiting], [], ENDED)).toEqual([]);
});
