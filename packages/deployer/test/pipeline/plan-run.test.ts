import { pipelineSchema } from '@oremill/types';
import { expect, test } from 'vitest';
import { planRun } from '../../src/pipeline/plan-run.ts';

const pipeline = pipelineSchema.parse({
  env: { LEVEL: 'all', PLACE: 'pipeline' },
  steps: {
    report: { run: 'report', needs: ['test'], when: 'always' },
    test: {
      run: 'make test',
      needs: ['build'],
      uses: ['dist'],
      env: { PLACE: 'step', node: 'none' },
      matrix: { node: ['22', '24'], os: ['linux', 'mac'] },
    },
    build: { run: 'make', artifacts: { dist: ['dist/**'] } },
  },
});

test('steps are planned after those they need, one for each cell of a matrix, with all variables', () => {
  const planned = planRun(pipeline);
  expect(planned.map(({ name, step, needs }) => ({ name, step, needs }))).toEqual([
    { name: 'build', step: 'build', needs: [] },
    { name: 'test[node=22,os=linux]', step: 'test', needs: ['build'] },
    { name: 'test[node=22,os=mac]', step: 'test', needs: ['build'] },
    { name: 'test[node=24,os=linux]', step: 'test', needs: ['build'] },
    { name: 'test[node=24,os=mac]', step: 'test', needs: ['build'] },
    {
      name: 'report',
      step: 'report',
      needs: [
        'test[node=22,os=linux]',
        'test[node=22,os=mac]',
        'test[node=24,os=linux]',
        'test[node=24,os=mac]',
      ],
    },
  ]);
  const { matrix: _, ...written } = pipeline.steps.test ?? {};
  expect(planned[2]?.definition).toEqual({
    ...written,
    env: { LEVEL: 'all', PLACE: 'step', node: '22', os: 'mac' },
  });
  expect(planned[0]?.definition.env).toEqual({ LEVEL: 'all', PLACE: 'pipeline' });
});

test('a step that is not affected says why, unless another one uses what it makes', () => {
  const reasons = (skipped: Record<string, string>) =>
    Object.fromEntries(
      planRun(pipeline, new Map(Object.entries(skipped))).map(({ name, skipReason }) => [name, skipReason]),
    );
  expect(reasons({ report: 'no change' })).toEqual(expect.objectContaining({ report: 'no change' }));
  expect(reasons({ build: 'no change' })).toEqual(expect.objectContaining({ build: undefined }));
  expect(reasons({ build: 'no change', test: 'nor here' })).toEqual({
    build: 'no change',
    'test[node=22,os=linux]': 'nor here',
    'test[node=22,os=mac]': 'nor here',
    'test[node=24,os=linux]': 'nor here',
    'test[node=24,os=mac]': 'nor here',
    report: undefined,
  });
});

test('a step for the end that names none comes after all others, and may use what they make', () => {
  const ends = pipelineSchema.parse({
    steps: {
      tell: { run: 'tell', when: 'onFailure' },
      publish: { run: 'publish', when: 'always', uses: ['dist'] },
      build: { run: 'make', artifacts: { dist: ['dist/**'] } },
      clean: { run: 'clean', needs: ['publish'] },
    },
  });
  expect(planRun(ends).map(({ name }) => name)).toEqual(['build', 'publish', 'clean', 'tell']);
});
