import type { ToolReport } from '@oremill/types';
import { expect, test } from 'vitest';
import { metricsOf } from '../../src/measure/metrics.ts';
import { readReport } from '../../src/measure/read-report.ts';

const path = (name: string) => new URL(`../reports/${name}`, import.meta.url).pathname;

async function casesOf(name: string) {
  const report = await readReport(path(name));
  return (report as Extract<ToolReport, { kind: 'tests' }>).cases;
}

const short = (cases: Awaited<ReturnType<typeof casesOf>>) =>
  cases.map(
    ({ suite, name, outcome, isFlaky }) => `${suite} › ${name}: ${outcome}${isFlaky ? ', flaky' : ''}`,
  );

test('pytest', async () => {
  const cases = await casesOf('pytest.xml');
  expect(short(cases)).toEqual([
    'test_calc › test_add: passed',
    'test_calc › test_divide: failed',
    'test_calc › test_skipped: skipped',
    'test_calc › test_error: errored',
    'test_calc › test_known: skipped',
    'test_calc › test_kinds[1-2]: passed',
    'test_calc › test_kinds[x-y\\x1b]: passed',
  ]);
  expect(cases[1]).toMatchObject({
    seconds: 0.001,
    message: 'assert 2.0 == 3\n +  where 2.0 = divide(6, 3)',
  });
  expect(cases[3]?.message).toBe('failed on setup with "RuntimeError: no <database> & no cache"');
});

test('GoogleTest', async () => {
  const cases = await casesOf('gtest.xml');
  expect(short(cases)).toEqual([
    'Calc › Adds: passed',
    'Calc › Fails: failed',
    'Calc › DISABLED_Later: skipped',
    'Calc › Skipped: skipped',
    'All/Kinds › Small/0: passed',
    'All/Kinds › Small/1: failed',
  ]);
  expect(cases[1]?.place).toEqual({ file: 't.cpp', line: 5 });
  expect(cases[1]?.message).toContain('Value of: false');
});

test('Surefire, which runs again what has failed', async () => {
  const cases = await casesOf('surefire.xml');
  expect(short(cases).toSorted()).toEqual([
    'calc.CalcTest › adds: passed',
    'calc.CalcTest › errs: errored',
    'calc.CalcTest › fails: failed',
    'calc.CalcTest › flaky: passed, flaky',
    'calc.CalcTest › later: skipped',
  ]);
});

test('vitest', async () => {
  const cases = await casesOf('vitest.xml');
  expect(short(cases)).toEqual([
    'calc.test.ts › calc > adds <two> & more: passed',
    'calc.test.ts › calc > fails: failed',
    'calc.test.ts › calc > later: skipped',
    'calc.test.ts › calc > is flaky: passed',
    'calc.test.ts › calc > signs: passed',
  ]);
});

test.each(['coverage-py.xml', 'coverage-py.lcov'])('coverage.py, %s', async (name) => {
  const report = await readReport(path(name), { root: '/tmp/reports/py' });
  expect(report).toMatchObject({
    kind: 'coverage',
    files: [
      {
        file: 'calc.py',
        lines: { covered: 6, total: 7 },
        branches: { covered: 1, total: 2 },
        missedLines: [12],
      },
    ],
  });
  const metrics = metricsOf([report]);
  expect(metrics['coverage.lines']).toBeCloseTo(85.714, 2);
  expect(metrics['coverage.branches']).toBe(50);
});

test('Istanbul', async () => {
  const report = await readReport(path('istanbul.json'), { root: '/work/app' });
  expect(report).toMatchObject({
    kind: 'coverage',
    format: 'istanbul',
    files: [{ file: 'src/calc.ts', missedLines: [7] }],
  });
});

test.each([
  ['pylint.json', 'unused-variable', 'calc.py', 13],
  ['pylint-json2.json', 'unused-variable', 'calc.py', 13],
])('pylint, %s', async (name, rule, file, line) => {
  const report = await readReport(path(name));
  expect(report).toMatchObject({
    kind: 'findings',
    findings: expect.arrayContaining([
      {
        tool: 'pylint',
        rule,
        severity: 'warning',
        message: "Unused variable 'unused'",
        place: { file, line, column: 5 },
      },
    ]),
  });
});

test('SARIF of Ruff', async () => {
  const report = await readReport(path('ruff.sarif'), { root: '/tmp/reports/py' });
  expect(report).toMatchObject({ kind: 'findings', findings: { length: 6 } });
  expect((report as Extract<ToolReport, { kind: 'findings' }>).findings[0]).toEqual({
    tool: 'ruff',
    rule: 'CPY001',
    severity: 'error',
    message: 'Missing copyright notice at top of file',
    place: { file: 'calc.py', line: 1, column: 1 },
  });
});

test('Checkstyle and CPD', async () => {
  const root = '/tmp/reports/mv';
  const checkstyle = await readReport(path('checkstyle.xml'), { root });
  expect((checkstyle as Extract<ToolReport, { kind: 'findings' }>).findings[1]).toEqual({
    tool: 'checkstyle',
    rule: 'HideUtilityClassConstructorCheck',
    severity: 'error',
    message: 'Utility classes should not have a public or default constructor.',
    place: { file: 'src/main/java/calc/Calc.java', line: 2, column: 1 },
  });
  const cpd = await readReport(path('cpd.xml'), { root });
  const file = 'src/main/java/calc/Calc.java';
  expect(cpd).toEqual({
    kind: 'duplication',
    format: 'cpd',
    duplications: [
      {
        lines: 6,
        tokens: 85,
        places: [
          { file, line: 3 },
          { file, line: 9 },
        ],
      },
    ],
  });
  expect(metricsOf([cpd])).toEqual({ 'duplication.blocks': 1, 'duplication.lines': 6 });
});

test('figures of all together; what no report tells is missing', async () => {
  const reports = await Promise.all(
    ['pytest.xml', 'surefire.xml', 'pylint.json'].map((name) => readReport(path(name))),
  );
  const metrics = metricsOf(reports);
  expect(metrics).toMatchObject({
    'tests.total': 12,
    'tests.failed': 4,
    'tests.skipped': 3,
    'tests.flaky': 1,
    'findings.error': 0,
  });
  expect(metrics).not.toHaveProperty(['coverage.lines']);
  expect(metricsOf([])).toEqual({});
});
