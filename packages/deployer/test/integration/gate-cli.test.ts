import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { GateProject, junit, lcov } from './gate-project.ts';
import { useWorld } from './world.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const world = useWorld();
let folder = '';

beforeAll(async () => {
  folder = world().makeFolder();
  const project = await GateProject.make(world(), 'shop');
  for (const covered of [1, 0]) {
    project.commit({ 'a.py': `a = ${covered}\nb = 2\n` });
    await project.run('main', [{ metric: 'coverage.lines', against: 'base', tolerance: 0 }], {
      'c.lcov': lcov({ 'a.py': { 1: covered, 2: 1 } }),
      't.xml': junit({ one: 'passed', 'two\u009b2J': 'failed' }),
    });
  }
});

function deployer(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  // The platform's data folder, in which the server that runs is written down.
  const env = { ...process.env, OREMILL_DATA: join(dirname(folder), 'data') };
  delete (env as NodeJS.ProcessEnv).DATABASE_URL;
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...words], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

test('the verdict of a run, and of other gates', async () => {
  const { code, stdout, stderr } = await deployer('verdict', 'shop#2');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^shop #2: s \([0-9a-f]{12} on main\), failed$/m);
  expect(stdout).toMatch(
    /coverage\.lines\s*│ 50\.00 % │ ≥ 100\.00 % │ base 100\.00 % of [0-9a-f]{12} │ FAILED/,
  );
  expect(stdout).toContain(
    '  a.py:1: no test runs this line\n  to pass: have tests run 1 more line of the 1 that none runs',
  );
  writeFileSync(
    join(folder, 'gates.json'),
    JSON.stringify({ gates: [{ metric: 'tests.failed', atMost: 1 }] }),
  );
  const replayed = await deployer('verdict', 'shop#2', '--gates', 'gates.json', '--json');
  expect(replayed.code).toBe(0);
  expect(JSON.parse(replayed.stdout).verdict).toMatchObject({ outcome: 'passed', gates: [{ value: 1 }] });
  const missing = await deployer('verdict', 'shop#3');
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('there is no run shop#3')]);
});

test('trends are drawn, and tests told without what they would do to a terminal', async () => {
  const { stdout } = await deployer('trends', 'shop', '--metric', 'coverage.lines', '--chart');
  expect(stdout.split('\n').map((line) => line.trimEnd())).toEqual([
    'coverage.lines, more is better',
    '  100.00 % ┤●',
    ...Array.from({ length: 8 }, () => '           ┤'),
    '   50.00 % ┤ ●',
    '           └──',
    '            #1 #2',
    '',
  ]);
  const tests = await deployer('tests', 'shop');
  expect(tests.stdout).toMatch(/s › two�2J +│ +2 │ +2 │/);
});

test('a quarantine is made, listed and ended by whoever uses the command line', async () => {
  const added = await deployer(
    'quarantine',
    'add',
    'shop',
    'one',
    '--suite',
    's',
    '--reason',
    'issue 12',
    '--json',
  );
  expect(JSON.parse(added.stdout)).toMatchObject({ suite: 's', name: 'one', isOver: false });
  expect((await deployer('quarantine', 'list', 'shop')).stdout).toMatch(/s › one │ \d{4}.* │ issue 12/);
  const without = await deployer('quarantine', 'add', 'shop', 'one');
  expect(without.code).toBe(2);
  expect((await deployer('quarantine', 'remove', 'shop', 'one', '--suite', 's')).code).toBe(0);
  const best = await deployer('best', 'reset', 'shop', 'size.code', '--reason', 'r');
  expect([best.code, best.stderr]).toEqual([1, expect.stringContaining('no best value of size.code')]);
});
