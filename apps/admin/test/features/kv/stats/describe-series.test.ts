import { formatCount } from '@oremill/types';
import { expect, test } from 'vitest';
import { describeSeries } from '../../../../src/features/kv/stats/describe-series.ts';

test('each line is told by what it is now and the most that it was; gaps are passed over', () => {
  const series = [
    { name: 'Hits', values: [1, 5, 2] },
    { name: 'Misses', values: [3, null] },
  ];
  expect(describeSeries(series, formatCount)).toBe('Hits 2 now, 5 at most; Misses 3 now, 3 at most.');
  expect(describeSeries([{ name: 'Hits', values: [null] }], formatCount)).toBe('Nothing was measured.');
});
