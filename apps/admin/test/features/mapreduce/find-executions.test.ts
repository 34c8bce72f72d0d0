import { expect, test } from 'vitest';
import { findFresh, matchesWords } from '../../../src/features/mapreduce/find-executions.ts';
import { makeExecution } from '../../fixtures/execution.ts';

const listed = makeExecution({ id: '01jdbbbbbb0000000000' });
const older = makeExecution({ id: '01jdaaaaaa0000000000' });
const newer = makeExecution({ id: '01jdcccccc0000000000', state: 'failed' });

test('only what is newer than the list is fresh', () => {
  expect(findFresh([older, listed, newer], [listed], {})).toEqual([newer]);
  expect(findFresh([older], [], {})).toEqual([older]);
});

test('what the filter would not show is not announced', () => {
  expect(findFresh([newer], [listed], { state: 'running' })).toEqual([]);
  expect(findFresh([newer], [listed], { q: 'tweets' })).toEqual([]);
});

test('every word must be found, in the job, an input or the id', () => {
  expect(matchesWords(listed, '')).toBe(true);
  expect(matchesWords(listed, 'TAG bookmarks')).toBe(true);
  expect(matchesWords(listed, 'tag tweets')).toBe(false);
});
