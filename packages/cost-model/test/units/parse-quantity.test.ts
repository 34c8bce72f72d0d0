import { expect, test } from 'vitest';
import { parseQuantity } from '../../src/units/parse-quantity.ts';

test.each([
  ['340e6 record/day', 'record/day', 340e6],
  ['1 GiB', 'B', 2 ** 30],
  ['1_000 kB', 'MB', 1],
  ['2 week', 'day', 14],
  ['1197 kUSD/PB-month(31d)', 'USD/TB-day', 1197 / 31],
  ['0.024 USD/GB-month(730h)', 'USD/TB-month(730h)', 24],
])('%s is so much in %s', (text, unit, value) => {
  expect(parseQuantity(text, unit, 'x')).toEqual({ value: expect.closeTo(value, 9), unit });
});

test.each([
  ['5', 'record/day', 'rate: "5" is not a number and a unit', 'Did you mean "5 record/day"?'],
  ['5GB', 'B', 'rate: "5GB" is not a number and a unit', 'Write it as "1 B", with a space'],
  ['', 'B', 'rate: "" is not a number and a unit', 'Write it as "1 B", with a space'],
  ['3 recrod/day', 'record/day', 'rate: recrod/day is no unit', 'Did you mean record/day?'],
  ['-1 day', 'day', 'rate: -1 is no number from 0 on', 'Write it as'],
  ['NaN day', 'day', 'rate: NaN is no number from 0 on', 'Write it as'],
  ['1e999 day', 'day', 'rate: 1e999 is no number from 0 on', 'Write it as'],
  ['3 records/day', 'record/day', 'rate: records/day is no unit of record/time', 'Did you mean record/day?'],
  ['3 gib', 'B', 'rate: gib is no unit of bytes', 'Did you mean GiB?'],
  ['3 month', 'day', 'rate: month is no unit of time', 'month(30d), month(31d) or month(730h)'],
  ['3 years', 'day', 'rate: years is no unit of time', 'year(365d) or year(366d)'],
  ['3 GB', 'day', 'rate: GB is no unit of time', 'Give it in day'],
  ['3 GB/day/day', 'GB/day', 'rate: GB/day/day is no unit', ''],
])('%s is refused where %s is wanted, with a suggestion', (text, unit, message, hint) => {
  expect(() => parseQuantity(text, unit, 'rate')).toThrow(
    expect.objectContaining({
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    }),
  );
});
