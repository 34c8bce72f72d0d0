import { expect, test } from 'vitest';
import { isDiskFull } from '../../src/files/disk-full.ts';

test('a full disk and a spent quota are full, another fault is not', () => {
  const outcomes = ['ENOSPC', 'EDQUOT', 'EACCES'].map((code) =>
    isDiskFull(Object.assign(new Error(code), { code })),
  );
  expect(outcomes).toEqual([true, true, false]);
  expect([isDiskFull(new Error('ENOSPC')), isDiskFull('ENOSPC'), isDiskFull(undefined)]).toEqual([
    false,
    false,
    false,
  ]);
});
