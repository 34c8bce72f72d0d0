import type { Gate } from '@oremill/types';
import { expect, test } from 'vitest';
import { loadBest } from '../../src/gate/best.ts';
import { GateProject, junit, lcov, pylint } from './gate-project.ts';
import { useWorld } from './world.ts';

const world = useWorld();

const CALC = 'def add(a, b):\n    return a + b\n\n\ndef zero():\n    return 0\n';
const COVERED = { 1: 1, 2: 1, 5: 1, 6: 1 };

test('a branch is compared with where it left the target branch, by its nearest measured ancestor', async () => {
  const project = await GateProject.make(world(), 'base');
  const gates: Gate[] = [{ metric: 'coverage.lines', against: 'base', tolerance: 0 }];
  const first = project.commit({ 'calc.py': CALC });
  const alone = await project.run('main', gates, { 'c.lcov': lcov({ 'calc.py': COVERED }) });
  expect(alone.verdict).toMatchObject({ outcome: 'passed', gates: [{ state: 'no-baseline', value: 100 }] });
  expect(alone.verdict.base).toBeUndefined();
  const second = project.commit({ 'README.md': 'not measured\n' });
  project.git('checkout', '-q', '-b', 'feature');
  project.commit({ 'calc.py': `${CALC}\n\ndef one():\n    return 1\n` });
  project.git('checkout', '-q', 'main');
  project.commit({ 'README.md': 'later\n' });
  project.git('checkout', '-q', 'feature');
  const { verdict, metrics } = await project.run('feature', gates, {
    'c.lcov': lcov({ 'calc.py': { ...COVERED, 9: 1, 10: 0 } }),
  });
  expect(verdict).toMatchObject({
    outcome: 'failed',
    base: second,
    gates: [
      {
        state: 'failed',
        value: expect.closeTo(83.33, 2),
        limit: 100,
        baseline: { of: 'base', value: 100, commit: first, wanted: second },
        movedBy: ['calc.py'],
        reasons: [{ what: 'no test runs this line', place: { file: 'calc.py', line: 10 } }],
        toPass: 'have tests run 1 more line of the 1 that none runs',
      },
    ],
  });
  expect(metrics).toMatchObject({ 'run.seconds': 5, 'size.code': 6 });
});

test('on the target branch, a commit is compared with the one before', async () => {
  const project = await GateProject.make(world(), 'target');
  const gates: Gate[] = [{ metric: 'tests.failed', of: 'new', atMost: 0 }];
  const first = project.commit({ 'calc.py': CALC });
  await project.run('main', gates, { 't.xml': junit({ one: 'failed', two: 'passed' }) });
  project.commit({ 'calc.py': `${CALC}\n` });
  const same = await project.run('main', gates, { 't.xml': junit({ one: 'failed', two: 'passed' }) });
  expect(same.verdict).toMatchObject({ base: first, gates: [{ state: 'passed', value: 0 }] });
  project.commit({ 'calc.py': CALC });
  const worse = await project.run('main', gates, {
    't.xml': junit({ one: 'failed', two: 'failed', three: 'failed' }),
  });
  expect(worse.verdict.gates).toMatchObject([
    {
      state: 'failed',
      value: 2,
      reasons: [{ what: 's › two: no & no' }, { what: 's › three: no & no' }],
      toPass: 'mend 2 new failed tests',
    },
  ]);
});

test('what was touched is judged alone: lines that no test runs, findings, and nothing where nothing was', async () => {
  const project = await GateProject.make(world(), 'changed');
  const gates: Gate[] = [
    { metric: 'coverage.lines', of: 'changed', atLeast: 80 },
    { metric: 'findings.total', of: 'changed', atMost: 0 },
    { metric: 'findings.total', of: 'new', atMost: 0 },
  ];
  project.commit({ 'calc.py': CALC });
  const known = pylint(['calc.py', 5, 'missing-docstring'], ['calc.py', 1, 'missing-docstring']);
  await project.run('main', gates, {
    'c.lcov': lcov({ 'calc.py': { 1: 1, 2: 0, 5: 1, 6: 0 } }),
    'p.json': known,
  });
  project.git('checkout', '-q', '-b', 'docs');
  project.commit({ 'README.md': 'words\n' });
  const untouched = await project.run('docs', gates, {
    'c.lcov': lcov({ 'calc.py': { 1: 1, 2: 0, 5: 1, 6: 0 } }),
    'p.json': known,
  });
  expect(untouched.verdict.gates.map(({ state }) => state)).toEqual(['no-change', 'passed', 'passed']);
  // Lines move down, the file gets another name, and a function comes before the known findings.
  project.git('mv', 'calc.py', 'sums.py');
  project.commit({ 'sums.py': `def new(a):\n    b = a\n    return a\n\n\n${CALC}` });
  const changed = await project.run('docs', gates, {
    'c.lcov': lcov({ 'sums.py': { 1: 1, 2: 0, 3: 0, 6: 1, 7: 0, 10: 1, 11: 0 } }),
    'p.json': pylint(
      ['sums.py', 10, 'missing-docstring'],
      ['sums.py', 6, 'missing-docstring'],
      ['sums.py', 2, 'unused'],
    ),
  });
  expect(changed.verdict.gates).toMatchObject([
    {
      state: 'failed',
      value: expect.closeTo(33.33, 2),
      reasons: [{ what: 'no test runs lines 2 to 3', place: { file: 'sums.py', line: 2 } }],
      toPass: 'have tests run 2 more changed lines of the 2 that none runs',
    },
    {
      state: 'failed',
      value: 1,
      reasons: [{ what: 'unused: m unused', place: { file: 'sums.py', line: 2 } }],
    },
    { state: 'failed', value: 1, movedBy: ['sums.py'], toPass: 'mend 1 new finding' },
  ]);
});

test('the best is raised by good runs of the target branch alone', async () => {
  const project = await GateProject.make(world(), 'best');
  const gates: Gate[] = [
    { metric: 'coverage.lines', against: 'best', tolerance: 1 },
    { metric: 'tests.failed', atMost: 0 },
  ];
  const best = async () => (await loadBest(world().state, project.repositoryId, 'main'))['coverage.lines'];
  const reports = (covered: number, outcome: 'passed' | 'failed' = 'passed') => ({
    'c.lcov': lcov({
      'calc.py': Object.fromEntries(
        Array.from({ length: 100 }, (_, line) => [line + 1, Number(line < covered)]),
      ),
    }),
    't.xml': junit({ one: outcome }),
  });
  const first = project.commit({ 'calc.py': CALC });
  await project.run('main', gates, reports(80));
  expect(await best()).toEqual({ value: 80, commit: first });
  await project.run('feature', gates, reports(99));
  await project.run('main', gates, reports(98, 'failed'));
  await project.run('main', gates, reports(97), { haveStepsPassed: false });
  await project.run('main', gates, { ...reports(96), 'cut.xml': '<testsuite>' });
  expect(await best()).toEqual({ value: 80, commit: first });
  const second = project.commit({ 'calc.py': `${CALC}\n` });
  await project.run('main', gates, reports(90));
  const within = await project.run('main', gates, reports(89));
  expect(within.verdict.outcome).toBe('passed');
  expect(await best()).toEqual({ value: 90, commit: second });
  const below = await project.run('main', gates, reports(88));
  expect(below.verdict).toMatchObject({
    outcome: 'failed',
    gates: [
      { value: 88, limit: 89, baseline: { of: 'best', value: 90, commit: second } },
      { state: 'passed' },
    ],
  });
});

test('a report that is broken fails the run with the place in it, and the others are judged', async () => {
  const project = await GateProject.make(world(), 'broken');
  project.commit({ 'calc.py': CALC });
  const { error, verdict } = await project.run('main', [{ metric: 'tests.failed', atMost: 0 }], {
    'cut.xml': '<?xml version="1.0"?>\n<coverage><packages>',
    't.xml': junit({ one: 'passed' }),
  });
  expect(error).toMatchObject({
    code: 'REPORT_INVALID',
    message: expect.stringMatching(/^cut\.xml:2:\d+: /),
  });
  expect(verdict.outcome).toBe('passed');
});

test('texts that Postgres does not take are kept without what is wrong with them', async () => {
  const project = await GateProject.make(world(), 'texts');
  project.commit({ 'calc.py': CALC });
  const { verdict } = await project.run('main', [{ metric: 'findings.total', atMost: 0 }], {
    'p.json':
      '[{"message-id":"E0","type":"error","path":"a\\u0000.py","line":1,"column":0,"symbol":"s","message":"\\ud800"}]',
  });
  expect(verdict.gates[0]?.reasons).toEqual([
    { what: 's: \ufffd', place: { file: 'a\ufffd.py', line: 1, column: 1 } },
  ]);
});
