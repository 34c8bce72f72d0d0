import { expect, test } from 'vitest';
import { placeFault } from '../../../src/features/cost/place-fault.ts';

test.each([
  [
    { code: 'REQUEST_INVALID', message: 'body/scenario/months: Too big: expected number to be <=120' },
    { months: 'Too big: expected number to be <=120.' },
  ],
  [
    { code: 'REQUEST_INVALID', message: 'body/scenario/growth/low: expected a number', hint: 'See /docs.' },
    { growth: 'Expected a number.' },
  ],
  [
    {
      code: 'UNIT_INVALID',
      message: 'rate: record/month is no unit of record/time, as record/day is',
      hint: 'Months differ.',
    },
    { rate: 'Record/month is no unit of record/time, as record/day is. Months differ.' },
  ],
  [
    { code: 'SCENARIO_INVALID', message: 'media[1]: there is no medium tape', hint: 'There are: ram.' },
    { media: 'There is no medium tape. There are: ram.' },
  ],
  [
    { code: 'PRICE_BOOK_MISSING', message: 'there is no price book 1999' },
    { book: 'There is no price book 1999.' },
  ],
  [{ code: 'NUMBER_INVALID', message: 'seed: 5 is none' }, {}],
  [{ code: 'SAMPLE_UNFIT', message: 'records: 5 are too few' }, {}],
])('%o is a fault of %o', (reply, faults) => {
  expect(placeFault(reply)).toEqual(faults);
});
