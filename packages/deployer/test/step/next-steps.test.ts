import { type PipelineInput, pipelineSchema, type StepState } from '@oremill/types';
import { expect, it } from 'vitest';
import { nextSteps } from '../../src/step/next-steps.ts';

type Steps = PipelineInput['steps'];

function next(
  steps: Steps,
  states: Readonly<Record<string, StepState>> = {},
  parallel = 8,
  skipped: readonly string[] = [],
) {
  const { steps: definitions } = pipelineSchema.parse({ steps });
  return nextSteps(
    Object.entries(definitions).map(([name, definition]) => ({
      planned: {
        name,
        step: name,
        definition,
        needs: definition.needs,
        ...(skipped.includes(name) ? { skipReason: 'not affected' } : {}),
      },
      state: states[name] ?? 'waiting',
    })),
    parallel,
  );
}

const run = 'true';

it('steps begin when those before them have passed, as many as there may be', () => {
  const steps: Steps = { one: { run }, two: { run }, three: { run }, four: { run, needs: ['one', 'two'] } };
  expect(next(steps, {}, 2)).toEqual({ start: ['one', 'two'], skip: [], outcome: undefined });
  expect(next(steps, { one: 'passed', two: 'running' }, 2).start).toEqual(['three']);
  expect(next(steps, { one: 'passed', two: 'passed' }, 1).start).toEqual(['three']);
  expect(next(steps, { one: 'passed', two: 'passed' }, 8).start).toEqual(['three', 'four']);
  expect(next(steps, { one: 'running', two: 'running' }, 1).start).toEqual([]);
});

it('what comes after a failure is not done, but for what is for failures or the end', () => {
  const steps: Steps = {
    build: { run },
    test: { run, needs: ['build'] },
    pack: { run, needs: ['test'] },
    tell: { run, needs: ['test'], when: 'onFailure' },
    clean: { run, when: 'always' },
  };
  expect(next(steps, { build: 'failed' })).toMatchObject({
    start: [],
    skip: [{ name: 'test', reason: 'build has failed' }],
  });
  const states = { build: 'failed', test: 'skipped' } as const;
  expect(next(steps, states)).toMatchObject({
    start: ['tell'],
    skip: [{ name: 'pack', reason: 'test was not done' }],
  });
  expect(next(steps, { ...states, pack: 'skipped', tell: 'running' }).start).toEqual(['clean']);
  expect(next(steps, { ...states, pack: 'skipped', tell: 'passed', clean: 'passed' })).toEqual({
    start: [],
    skip: [],
    outcome: 'failed',
  });
  expect(next(steps, { build: 'passed', test: 'passed', pack: 'running' })).toMatchObject({
    start: [],
    skip: [{ name: 'tell', reason: 'no step before it has failed' }],
  });
});

it('a step that may fail breaks nothing', () => {
  const steps: Steps = { lint: { run, mayFail: true }, test: { run, needs: ['lint'] } };
  expect(next(steps, { lint: 'failed' }).start).toEqual(['test']);
  expect(next(steps, { lint: 'failed', test: 'passed' }).outcome).toBe('passed');
});

it('a step that nothing has changed for is skipped at once, and what needs it goes on', () => {
  const steps: Steps = { api: { run }, web: { run, needs: ['api'] } };
  expect(next(steps, {}, 8, ['api']).skip).toEqual([{ name: 'api', reason: 'not affected' }]);
  expect(next(steps, { api: 'skipped' }, 8, ['api']).start).toEqual(['web']);
});

it('a step for the end that others need does not wait for them', () => {
  const steps: Steps = { ready: { run, when: 'always' }, test: { run, needs: ['ready'] }, lint: { run } };
  expect(next(steps).start).toEqual(['lint']);
  expect(next(steps, { lint: 'failed' }).start).toEqual(['ready']);
});

it('a run with a cancelled step has not passed', () => {
  expect(next({ one: { run } }, { one: 'cancelled' }).outcome).toBe('failed');
});
