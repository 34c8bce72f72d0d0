import type { Finding } from '@oremill/types';
import { expect, test } from 'vitest';
import { splitFindings } from '../../../../src/features/mapreduce/report/split-findings.ts';

const END: Finding = { level: 'error', title: 'Too many records were skipped', detail: 'more than 3' };
const STOPPED: Finding = { level: 'info', title: 'It was stopped', detail: 'in step 1' };
const SLOW: Finding = { level: 'warning', title: 'One key has most pairs', detail: '"web"' };
const HINT: Finding = { level: 'info', title: 'A combiner would help', detail: '30 pairs a key' };

test('the finding about the end is taken from the others', () => {
  expect(splitFindings([END, SLOW], 'failed')).toEqual({ outcome: END, others: [SLOW] });
  expect(splitFindings([STOPPED, SLOW], 'stopped')).toEqual({ outcome: STOPPED, others: [SLOW] });
  expect(splitFindings([SLOW, HINT], 'succeeded')).toEqual({ outcome: undefined, others: [SLOW, HINT] });
  expect(splitFindings([HINT], 'stopped')).toEqual({ outcome: undefined, others: [HINT] });
  expect(splitFindings([], 'failed')).toEqual({ outcome: undefined, others: [] });
});

test('while it runs, only what is wrong is told', () => {
  expect(splitFindings([SLOW, HINT], 'running')).toEqual({ outcome: undefined, others: [SLOW] });
});
