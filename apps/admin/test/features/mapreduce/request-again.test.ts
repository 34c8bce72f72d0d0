import { expect, test } from 'vitest';
import { requestAgain } from '../../../src/features/mapreduce/request-again.ts';
import { makeExecution } from '../../fixtures/execution.ts';
import { makeStep } from '../../fixtures/tasks.ts';

test('the same job on the same input, with its options, memory, workers and partitions', () => {
  const options = { minCount: 3 };
  expect(
    requestAgain(makeExecution({ options, memoryBytes: 2 ** 29, steps: [makeStep({ reduceTasks: 8 })] })),
  ).toEqual({
    job: 'tag-statistics',
    input: { path: '/data/bookmarks.jsonl' },
    workers: 2,
    memoryBytes: 2 ** 29,
    options,
    partitions: 8,
  });
});

test('a step without reducers tells no number of partitions', () => {
  const steps = [makeStep({ kind: 'map', reduceTasks: 0 })];
  expect(requestAgain(makeExecution({ steps }))?.partitions).toBeUndefined();
});

test('records that another execution skipped are not an input that a request can name', () => {
  expect(requestAgain(makeExecution({ retryOf: '01jdcccccc0000000000' }))).toBeUndefined();
});

test('several inputs cannot be named by one request, unless one did', () => {
  const inputs = ['/data/a.jsonl', '/data/b.jsonl'];
  expect(requestAgain(makeExecution({ inputs }))).toBeUndefined();
  expect(requestAgain(makeExecution({ inputs, input: { path: '/data' } }))?.input).toEqual({ path: '/data' });
});

test('an upload is named by its id, since no path may be used to reach it', () => {
  const input = { uploadId: '01jdbbbbbb0000000000' };
  const inputs = ['/data/mapreduce/uploads/01jdbbbbbb0000000000/mine.jsonl'];
  expect(requestAgain(makeExecution({ inputs, input }))?.input).toEqual(input);
});
