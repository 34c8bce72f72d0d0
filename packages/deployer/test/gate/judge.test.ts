import type { FileCoverage, Gate, Measurement, TestCase, ToolReport } from '@oremill/types';
import { expect, test } from 'vitest';
import { judge, raiseBest } from '../../src/gate/judge.ts';
import { metricsOf } from '../../src/measure/metrics.ts';

function measured(commit: string, ...reports: ToolReport[]): Measurement {
  return { commit, metrics: metricsOf(reports), reports };
}

const coverage = (files: Record<string, [covered: number, total: number]>): ToolReport => ({
  kind: 'coverage',
  format: 'lcov',
  files: Object.entries(files).map(
    ([file, [covered, total]]): FileCoverage => ({
      file,
      lines: { covered, total },
      branches: { covered: 0, total: 0 },
      missedLines: [],
      coveredLines: [],
    }),
  ),
});

const tests = (...outcomes: [name: string, outcome: TestCase['outcome']][]): ToolReport => ({
  kind: 'tests',
  format: 'junit',
  cases: outcomes.map(([name, outcome]) => ({ suite: 's', name, outcome, isFlaky: false })),
});

const verdictOf = (gate: Gate, now: Measurement, base?: Measurement) => {
  const { gates, outcome } = judge({ gates: [gate], now, base });
  return { ...gates[0], outcome };
};

test('a limit, with what is beyond it and what would be enough', () => {
  const now = measured('b', tests(['one', 'passed'], ['two', 'failed'], ['three', 'errored']));
  expect(verdictOf({ metric: 'tests.failed', atMost: 0 }, now)).toEqual({
    metric: 'tests.failed',
    state: 'failed',
    value: 2,
    limit: 0,
    isMoreBetter: false,
    movedBy: ['s › three', 's › two'],
    reasons: [{ what: 's › two' }, { what: 's › three' }],
    toPass: 'mend 2 failed tests',
    outcome: 'failed',
  });
  expect(verdictOf({ metric: 'tests.failed', atMost: 2 }, now)).toMatchObject({
    state: 'passed',
    outcome: 'passed',
  });
});

test('against the base: who set it, which files moved it, how many lines would do', () => {
  const base = measured('aaaa', coverage({ 'a.ts': [90, 100], 'b.ts': [50, 100] }));
  const now = measured('bbbb', coverage({ 'a.ts': [80, 100], 'b.ts': [50, 100], 'c.ts': [0, 10] }));
  const gate: Gate = { metric: 'coverage.lines', against: 'base', tolerance: 0 };
  const verdict = verdictOf(gate, now, base);
  expect(verdict).toMatchObject({
    state: 'failed',
    limit: 70,
    baseline: { of: 'base', value: 70, commit: 'aaaa' },
    movedBy: ['a.ts (10)', 'c.ts (10)'],
    toPass: 'have tests run 17 more lines of the 80 that none runs',
  });
  // As many as it says are enough, and one less is not.
  for (const [more, state] of [
    [16, 'failed'],
    [17, 'passed'],
  ] as const) {
    const then = measured('cccc', coverage({ 'a.ts': [80 + more, 100], 'b.ts': [50, 100], 'c.ts': [0, 10] }));
    expect(verdictOf(gate, then, base).state).toBe(state);
  }
  expect(verdictOf({ ...gate, tolerance: 9 }, now, base).state).toBe('passed');
});

test('without a base there is nothing to compare with, and without a value nobody knows', () => {
  const now = measured('b', tests(['one', 'passed']));
  expect(verdictOf({ metric: 'tests.failed', against: 'base', tolerance: 0 }, now)).toMatchObject({
    state: 'no-baseline',
    outcome: 'passed',
  });
  expect(verdictOf({ metric: 'coverage.lines', atLeast: 0 }, now)).toMatchObject({
    state: 'no-value',
    outcome: 'failed',
  });
  // A base that did not measure it is none, not 0.
  const base = measured('a', coverage({ 'a.ts': [1, 2] }));
  expect(verdictOf({ metric: 'tests.failed', against: 'base', tolerance: 0 }, now, base).state).toBe(
    'no-baseline',
  );
});

test('findings that are new are told by file and rule, though lines have moved', () => {
  const findings = (...places: [file: string, rule: string, line: number][]): ToolReport => ({
    kind: 'findings',
    format: 'sarif',
    findings: places.map(([file, rule, line]) => ({
      tool: 't',
      rule,
      severity: 'warning',
      message: 'm',
      place: { file, line },
    })),
  });
  const base = measured('a', findings(['a.py', 'unused', 3], ['b.py', 'unused', 1]));
  const now = measured('b', findings(['a.py', 'unused', 30], ['a.py', 'unused', 40], ['b.py', 'unused', 2]));
  expect(verdictOf({ metric: 'findings.warning', against: 'base', tolerance: 0 }, now, base)).toMatchObject({
    state: 'failed',
    movedBy: ['a.py unused'],
    toPass: 'mend 1 finding',
  });
});

test('the best so far may not be lost, and is raised by who is better', () => {
  const gates: Gate[] = [
    { metric: 'coverage.lines', against: 'best', tolerance: 1 },
    { metric: 'tests.failed', against: 'best', tolerance: 0 },
    { metric: 'tests.total', atLeast: 1 },
  ];
  const first = measured('a', coverage({ 'a.ts': [80, 100] }), tests(['one', 'failed']));
  let best = raiseBest(gates, {}, first);
  expect(best).toEqual({
    'coverage.lines': { value: 80, commit: 'a' },
    'tests.failed': { value: 1, commit: 'a' },
  });
  const second = measured('b', coverage({ 'a.ts': [90, 100] }), tests(['one', 'passed']));
  best = raiseBest(gates, best, second);
  expect(best['coverage.lines']).toEqual({ value: 90, commit: 'b' });
  const same = measured('c', coverage({ 'a.ts': [90, 100] }), tests(['one', 'passed']));
  expect(raiseBest(gates, best, same)).toEqual(best);
  const worse = measured('d', coverage({ 'a.ts': [88, 100] }), tests(['one', 'passed']));
  expect(judge({ gates, now: worse, best })).toMatchObject({
    outcome: 'failed',
    gates: [
      { state: 'failed', limit: 89, baseline: { of: 'best', value: 90, commit: 'b' } },
      { state: 'passed' },
      { state: 'passed' },
    ],
  });
});
