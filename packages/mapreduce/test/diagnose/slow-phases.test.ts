import { expect, test } from 'vitest';
import { judgeCombiners, judgeMappers, judgeSpills } from '../../src/diagnose/slow-phases.ts';
import { facts, step, task } from './facts.ts';

const ofStep = (changes: Parameters<typeof step>[0]) => facts({ execution: { steps: [step(changes)] } });

test('many sorted runs of a task say that memory was short, with the numbers', () => {
  const tasks = [task({ spills: 9 }), task({ index: 1, spills: 4 }), task({ index: 2, spills: 1 })];
  expect(judgeSpills(facts({ tasks }))).toEqual([
    {
      level: 'info',
      title: 'Pairs did not fit into memory',
      detail:
        '2 of 3 map tasks wrote 4 or more sorted runs each, up to 9; 95.4 MiB in all, with 512 MiB of memory.',
      hint: expect.stringContaining('--memory'),
    },
  ]);
  expect(judgeSpills(facts())).toEqual([]);
});

test('a combiner that leaves almost all pairs is told to be useless', () => {
  const { work } = step();
  const useless = { spilledPairs: 950_000, work: { ...work, combineMs: 800 } };
  expect(judgeCombiners(ofStep(useless))).toMatchObject([
    {
      title: 'The combiner of step 1 combines next to nothing',
      detail: '950,000 of 1,000,000 pairs were left after it, for 800 ms of work.',
    },
  ]);
  expect(judgeCombiners(ofStep({ ...useless, spilledPairs: 100_000 }))).toEqual([]);
});

test('a combiner is proposed where there is none and keys have many pairs', () => {
  expect(judgeCombiners(ofStep({ groups: 1000 }))).toMatchObject([
    {
      title: 'A combiner would help in step 1',
      detail: '1,000,000 pairs were sorted for 1,000 keys, 1,000 each.',
    },
  ]);
  // Few pairs a key; a combiner that is there; pairs that are copied; little in all.
  expect(judgeCombiners(ofStep({ groups: 500_000 }))).toEqual([]);
  expect(judgeCombiners(ofStep({ groups: 1000, spilledPairs: 5000 }))).toEqual([]);
  expect(judgeCombiners(ofStep({ groups: 0 }))).toEqual([]);
  expect(judgeCombiners(ofStep({ groups: 10, emitted: 1000, spilledPairs: 1000 }))).toEqual([]);
});

test('a mapper that reads slowly and takes most of the work is told how to be faster', () => {
  const work = { ...step().work, mapMs: 20_000 };
  expect(judgeMappers(ofStep({ work }))).toMatchObject([
    {
      title: 'Step 1 spends 87.0 % of its work in parsing and the mapper',
      detail: '20.0 s for 1,000,000 records: 50.0 MB/s of the input as it is stored, a worker.',
      hint: expect.stringContaining('jsonLines(z.object('),
    },
  ]);
  // Fast enough; not most of the work; little in all.
  expect(judgeMappers(ofStep({ work: { ...work, mapMs: 5000 } }))).toEqual([]);
  expect(judgeMappers(ofStep({ work: { ...work, sortMs: 30_000 } }))).toEqual([]);
  expect(judgeMappers(ofStep({ work: { ...work, mapMs: 900, sortMs: 0 }, inputBytesDone: 1e6 }))).toEqual([]);
});
