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

test('several inputs cannot be named by one request', () => {
  expect(requestAgain(makeExecution({ inputs: ['/a', '/b'] }))).toBeUndefined();
});

test('an upload is named by its id, since no path may be used to reach it', () => {
  const execution = makeExecution({ inputs: ['/data/mapreduce/uploads/01jdbbbbbb0000000000/mine.jsonl'] });
  expect(requestAgain(execution)?.input).toEqual({ uploadId: '01jdbbbbbb0000000000' });
});
