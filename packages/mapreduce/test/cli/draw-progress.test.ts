import type { Execution, Phase, StepReport } from '@oremill/types';
import { expect, test } from 'vitest';
import { describeProgress, shareDone } from '../../src/cli/draw-progress.ts';
import { facts, step } from '../diagnose/facts.ts';

function during(phase: Phase, steps: readonly Partial<StepReport>[], elapsedMs = 0): Execution {
  const { execution } = facts();
  const progress = { ...execution.progress, phase, step: steps.length, elapsedMs };
  return { ...execution, state: 'running', progress, steps: steps.map(step) };
}

const half = { startedMs: 0, inputBytes: 2 ** 20 * 100, inputBytesDone: 2 ** 20 * 50, reduceTasksDone: 0 };
const mapped = { ...half, inputBytesDone: 2 ** 20 * 100, mapEndedMs: 1000, reduceTasks: 4, rows: 6000 };

test('the bar passes through each step, mapping first', () => {
  expect(shareDone(during('plan', []), 2)).toBe(0);
  expect(shareDone(during('sample', [half]), 2)).toBe(0);
  expect(shareDone(during('map', [half]), 2)).toBeCloseTo(0.2);
  expect(shareDone(during('reduce', [{ ...mapped, reduceTasksDone: 2 }]), 2)).toBeCloseTo(0.45);
  expect(shareDone(during('map', [mapped, half]), 2)).toBeCloseTo(0.7);
  expect(shareDone(during('publish', [mapped, mapped]), 2)).toBe(1);
});

test('a step without reducers is done when it is mapped, and one of unknown many is the last', () => {
  expect(
    shareDone(during('map', [{ ...half, reduceTasks: 0, inputBytesDone: half.inputBytes }]), 1),
  ).toBeCloseTo(1);
  expect(shareDone(during('map', [mapped, half]), 1)).toBeCloseTo(0.7);
  expect(shareDone(during('map', [{ ...half, inputBytes: 0, inputBytesDone: 0 }]), 1)).toBeCloseTo(0.8);
});

test('words tell the phase, how far it is, its rate and the time left', () => {
  expect(describeProgress(during('map', [half], 500), 1)).toBe(
    'map  50.0 MiB of 100 MiB  105 MB/s  500 ms left',
  );
  expect(describeProgress(during('map', [mapped, { ...half, startedMs: 2000 }], 4000), 3)).toBe(
    'step 2 of 3  map  50.0 MiB of 100 MiB  26.2 MB/s  2.0 s left',
  );
  expect(describeProgress(during('reduce', [{ ...mapped, reduceTasksDone: 1 }], 2000), 1)).toBe(
    'reduce  1 of 4 parts done  6,000 rows/s  3.0 s left',
  );
  expect(describeProgress(during('sample', [half]), 1)).toMatch(/^sample /);
  expect(describeProgress(during('plan', []), 1)).toBe('plan');
  expect(describeProgress({ ...during('publish', [mapped]), status: 'reading the map' }, 1)).toBe(
    'publish  reading the map',
  );
});
