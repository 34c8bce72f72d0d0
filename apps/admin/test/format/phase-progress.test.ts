import type { Progress } from '@oremill/types';
import { expect, test } from 'vitest';
import { phaseProgress } from '../../src/format/phase-progress.ts';
import { makeExecution } from '../fixtures/execution.ts';
import { makeStep } from '../fixtures/tasks.ts';

const STEPS = [makeStep(), makeStep({ mapTasks: 4, mapTasksDone: 1 })];
const at = (progress: Partial<Progress>) => phaseProgress(makeExecution({ steps: STEPS, progress }));

test('of the first map phase it is the input that is read', () => {
  expect(at({ phase: 'map', step: 1, inputBytes: 1000, inputBytesDone: 250 })).toEqual({
    label: 'Input read',
    words: 'map',
    share: 0.25,
  });
});

test('of later phases it is their tasks, not the input, which was read long ago', () => {
  expect(at({ phase: 'map', step: 2, inputBytes: 1000, inputBytesDone: 1000 })).toEqual({
    label: 'Map tasks done',
    words: 'step 2 map',
    share: 0.25,
  });
  expect(at({ phase: 'reduce', step: 2, reducers: 4, reducersDone: 3 })).toEqual({
    label: 'Reduce tasks done',
    words: 'step 2 reduce',
    share: 0.75,
  });
});

test('planning, sampling and publishing have no share', () => {
  for (const phase of ['plan', 'sample', 'publish'] as const) {
    expect(at({ phase, step: 1 })).toEqual({ label: 'Working', words: phase, share: undefined });
  }
});
