import { expect, test } from 'vitest';
import { addSample, type RateSample, ratesOf } from '../../src/live/rate-samples.ts';
import { makeExecution } from '../fixtures/execution.ts';

const at = (elapsedMs: number, inputBytesDone: number) =>
  makeExecution({ progress: { elapsedMs, inputBytesDone } }).progress;

test('a rate is what was read since the sample before', () => {
  const samples = [at(1000, 500), at(2000, 2500), at(2500, 2500)].reduce(
    addSample,
    [] as readonly RateSample[],
  );
  expect(ratesOf(samples)).toEqual([
    { elapsedMs: 2000, bytesPerSecond: 2000 },
    { elapsedMs: 2500, bytesPerSecond: 0 },
  ]);
});

test('a sample that is not later is left out', () => {
  const samples = addSample([], at(1000, 500));
  expect(addSample(samples, at(1000, 900))).toBe(samples);
  expect(addSample(samples, at(900, 400))).toBe(samples);
});

test('over the bound the course is thinned, and its beginning and order stay', () => {
  let samples: readonly RateSample[] = [];
  for (let step = 0; step <= 5000; step += 1) samples = addSample(samples, at(step, step));
  expect(samples.length).toBeLessThanOrEqual(600);
  expect(samples[0]).toEqual({ elapsedMs: 0, inputBytesDone: 0 });
  expect(samples.map(({ elapsedMs }) => elapsedMs)).toEqual(
    samples.map(({ elapsedMs }) => elapsedMs).toSorted((a, b) => a - b),
  );
});
