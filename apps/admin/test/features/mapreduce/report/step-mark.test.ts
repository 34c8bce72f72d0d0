import { expect, test } from 'vitest';
import { elapsedOf, markOf } from '../../../../src/features/mapreduce/report/step-mark.ts';
import { makeExecution } from '../../../fixtures/execution.ts';
import { makeStep } from '../../../fixtures/tasks.ts';

const { endedMs: _, ...OPEN } = makeStep({ startedMs: 400 });
const { startedMs: __, ...WAITING } = OPEN;

test('a step without an end goes on, or ended with its execution', () => {
  expect([
    markOf(makeStep(), 'failed'),
    markOf(OPEN, 'running'),
    markOf(OPEN, 'failed'),
    markOf(OPEN, 'interrupted'),
  ]).toEqual(['done', 'now', 'ended', 'ended']);
});

test('its time goes on with that of the execution', () => {
  const execution = makeExecution({ progress: { elapsedMs: 900 } });
  expect([
    elapsedOf(makeStep({ startedMs: 100, endedMs: 350 }), execution),
    elapsedOf(OPEN, execution),
    elapsedOf(WAITING, execution),
  ]).toEqual([250, 500, undefined]);
});
