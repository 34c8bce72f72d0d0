import { expect, test } from 'vitest';
import { findFreshRuns } from '../../../../src/features/deployer/runs/find-runs.ts';
import { runSearchSchema, runsSearchSchema } from '../../../../src/features/deployer/search.ts';
import { makeRun } from '../../../fixtures/run.ts';

const EMPTY = runsSearchSchema.parse({});

test('only what is newer than the whole list, and belongs into it, waits behind the button', () => {
  const listed = makeRun({ id: '01jdbbbbbb0000000000' });
  const older = makeRun({ id: '01jdaaaaaa0000000000' });
  const newer = makeRun({ id: '01jdcccccc0000000000', branch: 'feeds', subject: 'Cache feeds' });
  expect(findFreshRuns([listed, older, newer], [listed], EMPTY)).toEqual([newer]);
  expect(findFreshRuns([newer], [listed], { ...EMPTY, text: 'FEEDS', branch: 'feeds' })).toEqual([newer]);
  for (const filter of [
    { branch: 'main' },
    { repository: 'other' },
    { state: 'failed' as const },
    { text: 'x' },
  ]) {
    expect(findFreshRuns([newer], [listed], { ...EMPTY, ...filter })).toEqual([]);
  }
});

test('an address that says something else is read as far as it can be', () => {
  expect(runsSearchSchema.parse({ state: 'odd', branch: 'main' })).toEqual({ branch: 'main' });
  expect(runSearchSchema.parse({ view: 'list', lines: 'L812', attempt: '2', tab: 'x' })).toEqual({
    view: 'list',
    lines: 'L812',
    attempt: 2,
  });
  expect(runSearchSchema.parse({ lines: 'L0-L1', find: 404 })).toEqual({ find: '404' });
});
