import { expect, test } from 'vitest';
import { shareDone, timeLeftMs } from '../../src/format/time-left.ts';
import { makeExecution } from '../fixtures/execution.ts';

test('time left is what is unread at the present rate', () => {
  const { progress } = makeExecution({ progress: { inputBytesDone: 250, bytesPerSecond: 500 } });
  expect(timeLeftMs(progress)).toBe(1500);
  expect(shareDone(progress)).toBe(0.25);
});

test('it is not foreseen without a rate, nor outside the map phase of the first step', () => {
  expect(timeLeftMs(makeExecution().progress)).toBeUndefined();
  const reducing = makeExecution({
    progress: { phase: 'reduce', inputBytesDone: 1000, bytesPerSecond: 500 },
  });
  expect(timeLeftMs(reducing.progress)).toBeUndefined();
  const later = makeExecution({ progress: { step: 2, inputBytesDone: 1000, bytesPerSecond: 500 } });
  expect(timeLeftMs(later.progress)).toBeUndefined();
});

test('an input of unknown size has no share, and a share never passes the whole', () => {
  expect(shareDone(makeExecution({ progress: { inputBytes: 0 } }).progress)).toBeUndefined();
  expect(shareDone(makeExecution({ progress: { inputBytesDone: 1001 } }).progress)).toBe(1);
});
