import { formatBytes, formatCount } from '@oremill/types';
import { expect, test } from 'vitest';
import { formatChange } from '../../../src/features/kv/format-change.ts';

test('a change has its sign and unit, and no change is one too', () => {
  expect([
    formatChange(1342, 2684, formatCount),
    formatChange(2048, 1024, formatBytes),
    formatChange(5, 5, formatCount),
  ]).toEqual(['+1,342', '−1.00 KiB', 'no change']);
});
