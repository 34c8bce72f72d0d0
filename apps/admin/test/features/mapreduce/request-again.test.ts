import { expect, test } from 'vitest';
import { requestAgain } from '../../../src/features/mapreduce/request-again.ts';
import { makeExecution } from '../../fixtures/execution.ts';

test('the same job on the same input with as many workers', () => {
  expect(requestAgain(makeExecution())).toEqual({
    job: 'tag-statistics',
    input: { path: '/data/bookmarks.jsonl' },
    workers: 2,
  });
});

test('several inputs cannot be named by one request', () => {
  expect(requestAgain(makeExecution({ inputs: ['/a', '/b'] }))).toBeUndefined();
});

test('an upload is named by its id, since no path may be used to reach it', () => {
  const execution = makeExecution({ inputs: ['/data/mapreduce/uploads/01jdbbbbbb0000000000/mine.jsonl'] });
  expect(requestAgain(execution)?.input).toEqual({ uploadId: '01jdbbbbbb0000000000' });
});
