import { expect, test } from 'vitest';
import { comparedMedia } from '../../../../src/features/cost/results/compared-media.ts';

const line = (name: string) => ({ line: name, unit: 'USD' });
const linesOf = (medium: string) =>
  ['bytes', 'total', 'record', 'last'].map((part) => line(`${medium}.${part}`));

test('each medium is a row, after one of all together', () => {
  const lines = [
    ...['records', 'total', 'total.last'].map(line),
    ...linesOf('ram'),
    ...linesOf('s3-infrequent'),
  ];
  expect(comparedMedia({ lines })).toEqual([
    { medium: 'all media', last: line('total.last'), total: line('total') },
    { medium: 'ram', last: line('ram.last'), total: line('ram.total') },
    { medium: 's3-infrequent', last: line('s3-infrequent.last'), total: line('s3-infrequent.total') },
  ]);
});

test('one medium is all of them, and none is none', () => {
  expect(comparedMedia({ lines: [line('total'), ...linesOf('s3')] }).map(({ medium }) => medium)).toEqual([
    's3',
  ]);
  expect(comparedMedia({ lines: [line('records')] })).toEqual([]);
});
