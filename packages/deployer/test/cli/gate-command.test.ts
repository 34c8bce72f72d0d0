import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const report = (name: string) => fileURLToPath(new URL(`../reports/${name}`, import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oremill-deployer-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function deployer(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...words], { cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

test('measures a base, judges a change against it, and says why', async () => {
  const base = await deployer(
    'measure',
    report('coverage-py.xml'),
    '--root',
    '/tmp/reports/py',
    '--commit',
    'abc',
    '--json',
  );
  writeFileSync(join(folder, 'base.json'), base.stdout);
  const worse = readFileSync(report('coverage-py.lcov'), 'utf8').replace('DA:14,1', 'DA:14,0');
  writeFileSync(join(folder, 'now.lcov'), worse);
  const gates = {
    gates: [
      { metric: 'coverage.lines', against: 'base' },
      { metric: 'tests.failed', atMost: 2 },
    ],
  };
  writeFileSync(join(folder, 'gates.json'), JSON.stringify(gates));
  const judged = ['gate', 'now.lcov', report('pytest.xml'), '--gates', 'gates.json', '--base', 'base.json'];
  const { code, stdout } = await deployer(...judged);
  expect(code).toBe(1);
  expect(stdout).toMatch(/coverage\.lines\s*│ 71\.43 % │ ≥ 85\.71 % │ base 85\.71 % of abc │ FAILED/);
  expect(stdout).toContain('to pass: have tests run 1 more line of the 2 that none runs');
  const json = await deployer(...judged, '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({
    outcome: 'failed',
    gates: [{ movedBy: ['calc.py'] }, { state: 'passed', value: 2 }],
  });
});

test('keeps the best values where the verdict is good, and only there', async () => {
  const gates = {
    gates: [
      { metric: 'coverage.lines', against: 'best' },
      { metric: 'tests.failed', atMost: 0 },
    ],
  };
  writeFileSync(join(folder, 'ratchet.json'), JSON.stringify(gates));
  const words = ['--gates', 'ratchet.json', '--best', 'best.json', '--raise', '--commit', 'def'];
  const failed = await deployer('gate', report('coverage-py.xml'), report('pytest.xml'), ...words);
  expect([failed.code, existsSync(join(folder, 'best.json'))]).toEqual([1, false]);
  const passing = join(folder, 'passing.xml');
  writeFileSync(passing, '<testsuite name="s"><testcase name="t"/></testsuite>');
  expect((await deployer('gate', report('coverage-py.xml'), passing, ...words)).code).toBe(0);
  expect(JSON.parse(readFileSync(join(folder, 'best.json'), 'utf8'))).toEqual({
    'coverage.lines': { value: expect.closeTo(85.714, 2), commit: 'def' },
  });
});

test('judges the lines that the working tree has touched since it left a branch', async () => {
  const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, stdio: 'ignore' });
  const as = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  git('init', '-q', '-b', 'main');
  writeFileSync(join(folder, 'calc.py'), 'a = 1\nb = 2\n');
  git('add', 'calc.py');
  git(...as, 'commit', '-q', '-m', 'first');
  git('checkout', '-q', '-b', 'feature');
  writeFileSync(join(folder, 'calc.py'), 'a = 1\nb = 3\n');
  writeFileSync(join(folder, 'touched.lcov'), 'SF:calc.py\nDA:1,1\nDA:2,0\nend_of_record\n');
  const gates = { gates: [{ metric: 'coverage.lines', of: 'changed', atLeast: 100 }] };
  writeFileSync(join(folder, 'touched.json'), JSON.stringify(gates));
  const judged = ['gate', 'touched.lcov', '--gates', 'touched.json'];
  const { code, stdout } = await deployer(...judged, '--since', 'main');
  expect([code, stdout]).toEqual([1, expect.stringContaining('calc.py:2: no test runs this line')]);
  expect((await deployer(...judged)).stdout).toContain('nothing to compare with yet');
  const { stderr } = await deployer(...judged, '--since', '--all');
  expect(stderr).toContain('--all is no commit that this one comes from');
});

test.each([
  ['{"gates": [{"metric": "tests.failed", "atmost": 0}]}', 'gates.0'],
  ['{"gates": []}', 'gates'],
  [
    '{"gates": [{"metric": "size.code", "of": "new", "atMost": 1}]}',
    'gates.0.of: size.code is not told of what is new',
  ],
  ['gates', 'cannot be read'],
])('gates that are none are refused: %s', async (content, message) => {
  writeFileSync(join(folder, 'bad.json'), content);
  const { code, stderr } = await deployer('gate', report('pytest.xml'), '--gates', 'bad.json');
  expect(code).toBe(1);
  expect(stderr).toContain(message);
});
