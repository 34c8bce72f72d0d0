import { expect, test } from 'vitest';
import { listCounters } from '../../../src/features/mapreduce/list-counters.ts';

test('the groups of the job come before the engine’s own, each in order of the alphabet', () => {
  const counters = { engine: { spills: 2 }, mapper: { skipped_entries: 50, kept_entries: 1342 } };
  expect(listCounters(counters)).toEqual([
    { group: 'mapper', name: 'kept_entries', count: 1342 },
    { group: 'mapper', name: 'skipped_entries', count: 50 },
    { group: 'engine', name: 'spills', count: 2 },
  ]);
});
