import { expect, test } from 'vitest';
import { listPhases } from '../../../src/features/mapreduce/list-phases.ts';
import { makeExecution } from '../../fixtures/execution.ts';
import { makeStep } from '../../fixtures/tasks.ts';

const marksOf = (...given: Parameters<typeof makeExecution>) =>
  listPhases(makeExecution(...given)).map(({ phase, mark }) => `${phase} ${mark}`);

test('the phases of the present step, with what is done and what is to come', () => {
  expect(marksOf({ progress: { phase: 'map' } })).toEqual([
    'plan done',
    'map now',
    'reduce next',
    'publish next',
  ]);
  expect(marksOf({ state: 'failed', progress: { phase: 'reduce' } })).toEqual([
    'plan done',
    'map done',
    'reduce ended',
    'publish next',
  ]);
  expect(marksOf({ state: 'succeeded', progress: { phase: 'publish' } })).toEqual([
    'plan done',
    'map done',
    'reduce done',
    'publish done',
  ]);
});

test('sampling is shown while it lasts, and a step without reducers has no reduce phase', () => {
  expect(marksOf({ progress: { phase: 'sample' } })).toEqual([
    'plan done',
    'sample now',
    'map next',
    'reduce next',
    'publish next',
  ]);
  const steps = [makeStep({ kind: 'map', reduceTasks: 0 })];
  expect(marksOf({ steps, progress: { phase: 'map', step: 1 } })).toEqual([
    'plan done',
    'map now',
    'publish next',
  ]);
});
