import { expect, test } from 'vitest';
import { nearestName } from '../../src/units/nearest-name.ts';

const names = ['ram', 's3', 'ssd', 's3-infrequent', 'warehouse'];

test.each([
  ['ram', 'ram'],
  ['rma', 'ram'],
  ['RAM', 'ram'],
  ['rams', 'ram'],
  ['ssdd', 'ssd'],
  ['warehuose', 'warehouse'],
  ['s3_infrequent', 's3-infrequent'],
  ['paper', undefined],
  ['', undefined],
  ['constructor', undefined],
  ['ram'.repeat(14), undefined],
])('%s is near %s', (typed, near) => {
  expect(nearestName(typed, names)).toBe(near);
});
