import { expect, test } from 'vitest';
import { executionSearchSchema, jobsSearchSchema } from '../../../src/features/mapreduce/search.ts';

test('a filter is read from the URL', () => {
  expect(jobsSearchSchema.parse({ state: 'failed', q: 'bookmarks' })).toEqual({
    state: 'failed',
    q: 'bookmarks',
  });
});

test('nonsense in the URL is left out, never an error page', () => {
  expect(jobsSearchSchema.parse({ state: 'exploded', q: 7 })).toEqual({});
  expect(executionSearchSchema.parse({ tab: 'nope' })).toEqual({ tab: 'counters' });
  expect(executionSearchSchema.parse({})).toEqual({ tab: 'counters' });
});
