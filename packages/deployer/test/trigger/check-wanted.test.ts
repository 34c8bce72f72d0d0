import type { RunTrigger } from '@oremill/types';
import { expect, test } from 'vitest';
import { whyUnwanted } from '../../src/trigger/check-wanted.ts';

const push: RunTrigger = { kind: 'webhook', by: 'ann', fromFork: false };
const triggers = { branches: ['main', 'release/*'], tags: ['v*'], pullRequests: true, schedule: [] };
const all = { ...triggers, branches: ['**'] };

test.each([
  ['main', push, triggers],
  ['release/1', push, triggers],
  ['feature/a/b', push, all],
  ['refs/tags/v1', push, triggers],
  ['refs/pull/7/head', { ...push, pullRequest: '7', fromFork: true }, triggers],
  ['feature', { ...push, pullRequest: '7' }, triggers],
  ['feature', { ...push, kind: 'person' }, triggers],
  ['feature', { ...push, kind: 'schedule' }, triggers],
  ['feature', { ...push, kind: 'rerun' }, triggers],
  ['main', { ...push, pullRequest: '7' }, { ...triggers, pullRequests: false }],
] as const)('%s is run', (branch, trigger, pipeline) => {
  expect(whyUnwanted(pipeline as typeof triggers, { branch, trigger })).toBeUndefined();
});

test.each([
  ['feature', push, triggers, 'triggers.branches of its pipeline does not name feature'],
  ['release/1/2', push, triggers, 'triggers.branches of its pipeline does not name release/1/2'],
  ['refs/tags/beta', push, all, 'triggers.tags of its pipeline does not name beta'],
  ['feature', { ...push, pullRequest: '7' }, { ...triggers, pullRequests: false }, 'does not name feature'],
  [
    'refs/pull/7/head',
    { ...push, pullRequest: '7', fromFork: true },
    { ...all, pullRequests: false },
    'triggers.pullRequests of its pipeline is false',
  ],
] as const)('%s is not', (branch, trigger, pipeline, why) => {
  expect(whyUnwanted(pipeline as typeof triggers, { branch, trigger })).toContain(why);
});

test('a glob for which an expression would try ways without end holds nobody up', () => {
  const branches = ['*a*a*a*a*a*a*c', '+(a|aa)'];
  expect(whyUnwanted({ ...triggers, branches }, { branch: `${'a'.repeat(200)}b`, trigger: push })).toContain(
    'does not name',
  );
});
