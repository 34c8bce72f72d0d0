import { readFileSync } from 'node:fs';
import { gatesFileSchema } from '@oremill/types';
import { expect, test } from 'vitest';
import { drawVerdict } from '../../src/cli/draw-verdict.ts';
import { GateProject, junit, lcov, pylint } from './gate-project.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const page = readFileSync(new URL('../../../../docs/concepts/deployer-gates.md', import.meta.url), 'utf8');

test('the example of the page on gates comes to the verdict that the page shows', async () => {
  const [, json = ''] = /```json\n([^`]*)```/.exec(page) ?? [];
  const [, told = ''] = /```console\n\$ deployer verdict shop#2\n([^`]*)```/.exec(page) ?? [];
  const { gates } = gatesFileSchema.parse(JSON.parse(json));
  const project = await GateProject.make(world(), 'shop');
  const code = 'def add(a, b):\n    return a + b\n\n\ndef zero():\n    return 0\n';
  project.commit({ 'calc.py': code });
  const covered = { 1: 1, 2: 1, 5: 1, 6: 1 };
  const tests = junit({ test_add: 'passed', test_zero: 'passed' });
  const reports = { 'c.lcov': lcov({ 'calc.py': covered }), 't.xml': tests, 'p.json': pylint() };
  const first = await project.run('main', gates, reports);
  expect(first.verdict.gates.map(({ state }) => state)).toEqual([
    'passed',
    'no-baseline',
    'no-baseline',
    'no-baseline',
  ]);
  project.git('checkout', '-q', '-b', 'feature');
  project.commit({ 'calc.py': `${code}\n\ndef half(a):\n    rest = a % 2\n    return a // 2\n` });
  const { verdict } = await project.run('feature', gates, {
    'c.lcov': lcov({ 'calc.py': { ...covered, 9: 0, 10: 0, 11: 0 } }),
    't.xml': tests,
    'p.json': pylint(['calc.py', 10, 'unused-variable', "Unused variable 'rest'"]),
  });
  const withoutCommits = (text: string) =>
    text
      .replaceAll(/of [0-9a-f]{12}/g, 'of COMMIT')
      .replaceAll(/[─ ]+/g, ' ')
      .trim();
  expect(withoutCommits(drawVerdict(verdict))).toBe(withoutCommits(told));
});
