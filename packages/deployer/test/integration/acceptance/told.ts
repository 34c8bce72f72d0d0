import type { GateVerdict, Run } from '@oremill/types';
import { expect } from 'vitest';

/** A run that has passed, with its figures; else what failed is in the message. */
export function figuresOfGreen(run: Run): NonNullable<Run['metrics']> {
  expect(run, JSON.stringify(run, undefined, 2)).toMatchObject({
    state: 'passed',
    verdict: { outcome: 'passed' },
  });
  return run.metrics ?? {};
}

/** The gates that a red run has not come through. */
export function failedGates(run: Run): GateVerdict[] {
  expect(run, JSON.stringify(run, undefined, 2)).toMatchObject({
    state: 'failed',
    verdict: { outcome: 'failed' },
  });
  return run.verdict?.gates.filter(({ state }) => state === 'failed' || state === 'no-value') ?? [];
}

export function stateOf(run: Run, step: string): string | undefined {
  return run.steps.find(({ name }) => name === step)?.state;
}
