import { expect, test } from 'vitest';
import { newerRun, patchRuns } from '../../src/live/newer-run.ts';
import { makeRun, makeStep } from '../fixtures/run.ts';

/** The states of a run in their order, a lost engine and a retry among them. */
const COURSE = [
  makeRun({ state: 'held' }),
  makeRun({ state: 'queued' }),
  makeRun({ state: 'running' }),
  ...[
    { attempt: 0, state: 'waiting' as const },
    { attempt: 1, state: 'running' as const },
    { attempt: 2, state: 'running' as const },
    { attempt: 2, state: 'failed' as const },
  ].map((step) => makeRun({ state: 'running', steps: [makeStep('test', step)] })),
  makeRun({ state: 'failed', steps: [makeStep('test', { attempt: 2, state: 'failed' })] }),
];

test('whichever of two states arrives last, the later one stays', () => {
  for (const [at, earlier] of COURSE.entries()) {
    for (const later of COURSE.slice(at + 1)) {
      expect([newerRun(earlier, later), newerRun(later, earlier)]).toEqual([later, later]);
    }
  }
});

test('a list takes newer states in place, and stays the same list when there are none', () => {
  const [held, queued] = [COURSE[0], COURSE[1]] as [ReturnType<typeof makeRun>, ReturnType<typeof makeRun>];
  const items = [makeRun({ id: '01jdbbbbbb0000000000' }), held];
  expect(patchRuns(items, new Map([[queued.id, queued]]))).toEqual([items[0], queued]);
  expect(patchRuns(items, new Map([['01jdcccccc0000000000', queued]]))).toBe(items);
});
