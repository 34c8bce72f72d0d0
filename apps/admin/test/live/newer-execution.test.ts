import { expect, test } from 'vitest';
import { newerExecution, patchExecutions, withHeard } from '../../src/live/newer-execution.ts';
import { makeExecution } from '../fixtures/execution.ts';

const early = makeExecution({ progress: { elapsedMs: 100 } });
const late = makeExecution({ progress: { elapsedMs: 900 } });
const ended = makeExecution({ state: 'succeeded', progress: { elapsedMs: 800 } });

test('the later state wins in whatever order events arrive', () => {
  const states = [early, late, ended];
  for (const first of states) {
    for (const second of states) {
      for (const third of states.filter((state) => state !== first && state !== second)) {
        if (first === second) continue;
        const newest = [first, second, third].reduce((known, arrived) => newerExecution(known, arrived));
        expect(newest).toBe(ended);
      }
    }
  }
  expect(newerExecution(late, early)).toBe(late);
  expect(newerExecution(undefined, early)).toBe(early);
});

test('an execution that was stopped runs on when it is resumed, and an event from before does not turn it back', () => {
  const stopped = makeExecution({ state: 'stopped', progress: { elapsedMs: 900 } });
  const resumed = makeExecution({ progress: { elapsedMs: 901 } });
  expect(newerExecution(stopped, resumed)).toBe(resumed);
  expect(newerExecution(resumed, stopped)).toBe(resumed);
  expect(newerExecution(stopped, late)).toBe(stopped);
  expect(newerExecution(late, stopped)).toBe(stopped);
  expect(newerExecution(resumed, ended)).toBe(ended);
});

test('a crash is read from the disk, where the time is older than what was heard', () => {
  const interrupted = makeExecution({ state: 'interrupted', progress: { elapsedMs: 400 } });
  expect(newerExecution(late, interrupted)).toBe(interrupted);
  expect(newerExecution(interrupted, early)).toBe(interrupted);
});

test('a list is patched in place: no row moves, appears or goes', () => {
  const other = makeExecution({ id: '01jdbbbbbb0000000000' });
  const unlisted = makeExecution({ id: '01jdcccccc0000000000' });
  const newer = new Map([late, unlisted].map((execution) => [execution.id, execution]));
  expect(patchExecutions([other, early], newer)).toEqual([other, late]);
});

test('a list that nothing newer is known of stays the same object', () => {
  const items = [late];
  expect(patchExecutions(items, new Map([[early.id, early]]))).toBe(items);
});

test('what was heard of joins a list by its age, in its newest state', () => {
  const other = makeExecution({ id: '01jdbbbbbb0000000000' });
  const heard = new Map([ended, other].map((execution) => [execution.id, execution]));
  expect(withHeard([early], heard)).toEqual([other, ended]);
});
