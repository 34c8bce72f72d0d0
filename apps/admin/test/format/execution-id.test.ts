import { expect, test } from 'vitest';
import { findExecutionId } from '../../src/format/execution-id.ts';

test('the id is found in the folder of an execution’s output and in words, and nowhere else', () => {
  expect(findExecutionId('/data/executions/01jdaaaaaa0000000000/output')).toBe('01jdaaaaaa0000000000');
  expect(findExecutionId('execution 01jdaaaaaa0000000000')).toBe('01jdaaaaaa0000000000');
  expect(findExecutionId('s3://bucket/outputs/today')).toBeUndefined();
  expect(findExecutionId('execution of yesterday')).toBeUndefined();
});
