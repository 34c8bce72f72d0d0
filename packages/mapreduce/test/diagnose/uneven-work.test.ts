import { expect, test } from 'vitest';
import {
  judgeKeys,
  judgeParts,
  judgeRetries,
  judgeStragglers,
  judgeTaskCount,
} from '../../src/diagnose/uneven-work.ts';
import { facts, step, task } from './facts.ts';

const ofStep = (changes: Parameters<typeof step>[0]) => facts({ execution: { steps: [step(changes)] } });

test('a key with a large share of the pairs is named with that share', () => {
  const found = judgeKeys(ofStep({ largestGroup: { key: '""', pairs: 400_000 } }));
  expect(found).toMatchObject([
    {
      level: 'warning',
      title: 'One key of step 1 has 40.0 % of the pairs',
      detail: 'The key "" has 400,000 of 1,000,000 pairs, and one reducer does all of them.',
    },
  ]);
  expect(judgeKeys(ofStep({ largestGroup: { key: '""', pairs: 100_000 } }))).toEqual([]);
  expect(judgeKeys(ofStep({ largestGroup: { key: '""', pairs: 500 }, spilledPairs: 1000 }))).toEqual([]);
});

test('parts of very different sizes are told, others are not', () => {
  expect(judgeParts(ofStep({ rowsMax: 400_000, rowsMedian: 20_000 }))).toMatchObject([
    { detail: 'The largest has 400,000 rows, the middle one 20,000.' },
  ]);
  expect(judgeParts(facts())).toEqual([]);
  expect(judgeParts(ofStep({ rowsMax: 400_000, rowsMedian: 0, reduceTasks: 2 }))).toEqual([]);
  expect(judgeParts(ofStep({ rowsMax: 100, rowsMedian: 1 }))).toEqual([]);
});

test('a task that ran on after all others is named', () => {
  const tasks = [...facts().tasks, task({ index: 32, endedMs: 60_000, records: 5, bytes: 2 ** 20 })];
  expect(judgeStragglers(facts({ tasks }))).toEqual([
    {
      level: 'warning',
      title: 'One map task took much longer than the others',
      detail: 'Step 1, map, task 32: 1m 00s for 5 records (1.00 MiB), against 500 ms in the middle of 33.',
      hint: expect.stringContaining('compressed'),
    },
  ]);
  const reduce = tasks.map((each) => ({ ...each, kind: 'reduce' as const }));
  expect(judgeStragglers(facts({ tasks: reduce }))).toMatchObject([
    { hint: expect.stringContaining('largest key') },
  ]);
  expect(judgeStragglers(facts())).toEqual([]);
  expect(judgeStragglers(facts({ tasks: [] }))).toEqual([]);
});

test('tasks that were done again are listed', () => {
  const tasks = [task({ index: 4, attempt: 2 }), task()];
  expect(judgeRetries(facts({ tasks, execution: { steps: [step({ retries: 1 })] } }))).toMatchObject([
    {
      title: '1 task failed and was done again',
      detail: 'Succeeded on a fresh worker: step 1 map 4.',
    },
  ]);
  // It failed each time: that is the failure, which has a finding of its own.
  expect(judgeRetries(ofStep({ retries: 2 }))).toEqual([]);
  expect(judgeRetries(facts())).toEqual([]);
});

test('very many small inputs are told, and fewer inputs than workers', () => {
  expect(judgeTaskCount(ofStep({ mapTasks: 5000, inputBytes: 5e6 }))).toMatchObject([
    { title: 'The input is in many small files', detail: expect.stringContaining('5,000 files') },
  ]);
  const oneTask = { steps: [step({ mapTasks: 1 })] };
  expect(judgeTaskCount(facts({ tasks: [task({ endedMs: 9000 })], execution: oneTask }))).toMatchObject([
    {
      title: 'Workers had nothing to map',
      detail: 'The input was one task for 2 workers, and took 9.0 s.',
    },
  ]);
  expect(judgeTaskCount(facts({ tasks: [task({ endedMs: 90 })], execution: oneTask }))).toEqual([]);
  expect(judgeTaskCount(facts())).toEqual([]);
  expect(judgeTaskCount(facts({ execution: { steps: [] } }))).toEqual([]);
});
