import { expect, test } from 'vitest';
import { drawTimeline } from '../../src/cli/timeline.ts';
import { task } from '../diagnose/facts.ts';

test('a bar stands where its task ran on the time of all; even the shortest is seen', () => {
  const tasks = [
    task({ kind: 'reduce', index: 0, worker: 1, startedMs: 1000, endedMs: 1001, attempt: 2 }),
    task({ index: 1, startedMs: 500, endedMs: 1000 }),
    task({ index: 0, startedMs: 0, endedMs: 500 }),
  ];
  expect(drawTimeline(tasks)).toBe(
    [
      'step 1 map 0     worker 0  |####################                    |  500 ms from 0 ms    1,000 records, 977 KiB',
      'step 1 map 1     worker 0  |                   #####################|  500 ms from 500 ms  1,000 records, 977 KiB',
      'step 1 reduce 0  worker 1  |                                       #|  1 ms from 1.0 s     1,000 rows, 977 KiB, attempt 2',
    ].join('\n'),
  );
});
