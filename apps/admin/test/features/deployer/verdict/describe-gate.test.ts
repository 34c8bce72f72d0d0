import type { GateVerdict } from '@oremill/types';
import { expect, test } from 'vitest';
import { describeGate, formatFigure } from '../../../../src/features/deployer/verdict/describe-gate.ts';

const GATE: GateVerdict = {
  metric: 'coverage.lines',
  state: 'failed',
  value: 78.404,
  limit: 80,
  isMoreBetter: true,
  movedBy: [],
  reasons: [],
};

test('a gate is told with value, limit and unit; what nobody knows is no 0', () => {
  expect(describeGate(GATE)).toBe('coverage.lines is 78.4 %, and has to be at least 80 %.');
  expect(
    describeGate({ ...GATE, metric: 'findings.total', of: 'new', value: 1, limit: 0, isMoreBetter: false }),
  ).toBe('findings.total of what is new is 1, and has to be at most 0.');
  const { value: _, ...unknown } = GATE;
  expect(describeGate({ ...unknown, state: 'no-value' })).toBe(
    'coverage.lines is not known: no report tells it.',
  );
  expect([formatFigure('run.seconds', 221), formatFigure('size.code', 48_210)]).toEqual(['3m 41s', '48,210']);
});
