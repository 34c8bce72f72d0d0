import { expect, test } from 'vitest';
import { firstCause } from '../../../../src/features/deployer/steps/first-cause.ts';
import { foldSteps } from '../../../../src/features/deployer/steps/fold-steps.ts';
import { makeRun, makeStep } from '../../../fixtures/run.ts';

const cells = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    makeStep(`test[node=${index}]`, { needs: ['build'], state: index === 7 ? 'failed' : 'passed' }),
  );

test('few steps are drawn one by one, and of many the cells of a matrix as one in the worst of their states', () => {
  const few = [makeStep('build'), ...cells(10)];
  expect(foldSteps(few).map(({ name }) => name)).toEqual(few.map(({ name }) => name));
  const many = [
    makeStep('build', { state: 'passed' }),
    ...cells(80),
    makeStep('deploy', { needs: ['test[node=1]'] }),
  ];
  expect(foldSteps(many).map(({ name, needs, state }) => ({ name, needs, state }))).toEqual([
    { name: 'build', needs: [], state: 'passed' },
    { name: 'test', needs: ['build'], state: 'failed' },
    { name: 'deploy', needs: ['test'], state: 'waiting' },
  ]);
});

test('a run opens at what failed first, else at what runs, else at what was started last', () => {
  const lint = makeStep('lint', { state: 'failed', mayFail: true, finishedAt: '2026-11-23T14:00:01.000Z' });
  const late = makeStep('late', { state: 'failed', finishedAt: '2026-11-23T14:00:09.000Z' });
  const soon = makeStep('soon', { state: 'failed', finishedAt: '2026-11-23T14:00:05.000Z' });
  expect(firstCause(makeRun({ steps: [lint, late, soon] }))).toBe(soon);
  const runs = makeStep('runs', { state: 'running' });
  const done = makeStep('done', { state: 'passed', startedAt: '2026-11-23T14:00:00.000Z' });
  expect(firstCause(makeRun({ steps: [done, runs] }))).toBe(runs);
  expect(firstCause(makeRun({ steps: [makeStep('waits'), done] }))).toBe(done);
  expect(firstCause(makeRun())).toBeUndefined();
});
