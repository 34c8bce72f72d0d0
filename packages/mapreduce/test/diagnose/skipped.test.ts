import { expect, test } from 'vitest';
import { judgeSkipped, judgeYield } from '../../src/diagnose/skipped.ts';
import { facts } from './facts.ts';

const { progress } = facts().execution;
const reason = (words: string, count: number) => ({
  reason: words,
  count,
  first: { file: 'a.jsonl', offset: count },
});

test('skipped records are told by reason, the commonest first, the rest as a number', () => {
  const reasons = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((words, index) => reason(words, index + 1));
  const [finding] = judgeSkipped(facts({ reasons, execution: { progress: { ...progress, skipped: 28 } } }));
  expect(finding).toEqual({
    level: 'info',
    title: '28 records were skipped, 0.0 % of all',
    detail:
      '7 × g (first at a.jsonl:7); 6 × f (first at a.jsonl:6); 5 × e (first at a.jsonl:5); 4 × d (first at a.jsonl:4); 3 × c (first at a.jsonl:3); and 2 other reasons',
    hint: expect.stringContaining('mapreduce retry-skipped /out'),
  });
});

test('more than a hundredth of all records is a warning, and none is no finding', () => {
  const many = facts({
    reasons: [reason('a', 20_000)],
    execution: { progress: { ...progress, skipped: 20_000 } },
  });
  expect(judgeSkipped(many)).toMatchObject([{ level: 'warning' }]);
  expect(judgeSkipped(facts())).toEqual([]);
});

test('no row from much input is a warning, few are told, and a usual yield is not', () => {
  const withOutput = (rows: number, outputBytes: number) =>
    judgeYield(facts({ execution: { progress: { ...progress, rows, outputBytes } } }));
  expect(withOutput(0, 0)).toMatchObject([{ level: 'warning', title: 'Nothing came out' }]);
  expect(withOutput(10, 1000)).toMatchObject([
    { level: 'info', title: expect.stringMatching(/Little came out/) },
  ]);
  expect(withOutput(1e6, 1e8)).toEqual([]);
  const small = { ...progress, inputBytesDone: 1000, outputBytes: 0, rows: 0 };
  expect(judgeYield(facts({ execution: { progress: small } }))).toEqual([]);
  expect(
    judgeYield(facts({ execution: { state: 'failed', progress: { ...progress, rows: 0, outputBytes: 0 } } })),
  ).toEqual([]);
});
