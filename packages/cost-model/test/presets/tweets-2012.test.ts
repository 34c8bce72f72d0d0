import { expect, test } from 'vitest';
import { tweetsAsPublished, tweetsCorrected } from '../../src/presets/tweets-2012.ts';

test('the output of 2012 comes out to the last digit', () => {
  expect(tweetsAsPublished()).toEqual([
    'storage per day in TB = 0.264803 - RAM-cost (per day) 10.224809 USD',
    'storage per week in TB = 1 - RAM-cost (per day) 0.071574 kUSD',
    'storage per month in TB = 8 - RAM-cost (per day) 0.316969 kUSD - RAM-cost (per year) 0.115694 Million USD',
    'storage per year in TB = 96 - RAM cost (per day) 3.732055 kUSD - RAM cost (per year) 1.362200 Million USD',
    'index size per week in terabytes = 162.758202 - RAM-cost (per day) 6.284567 kUSD',
    'index size per month in terabytes = 669.268602 - RAM-cost (per day) 25.842404 kUSD',
    'index size per year in terabytes = 7718.205009 - RAM-cost (per day) 298.022303 kUSD',
    'index size per year in terabytes (better encoding) = 964.775626 - RAM-cost (per day) 37.252788 kUSD',
  ]);
});

test('without its mistakes it says what it should have said', () => {
  const lines = tweetsCorrected().map(({ title, size, costADay, costAYear }) => [
    title,
    `${size.value.toFixed(6)} ${size.unit}`,
    `${costADay.value.toFixed(6)} ${costADay.unit}`,
    costAYear && `${costAYear.value.toFixed(6)} ${costAYear.unit}`,
  ]);
  expect(lines).toEqual([
    ['storage, a day of updates', '0.291154 TB', '11.242296 USD', undefined],
    ['storage, a week', '2.038077 TB', '78.696075 USD', undefined],
    ['storage, a month of 31 days', '9.025770 TB', '348.511188 USD', '0.127207 MUSD'],
    ['storage, a year of 365 days', '106.271164 TB', '4103.438182 USD', '1.497755 MUSD'],
    ['index, a week', '0.174760 TB', '6.748002 USD', undefined],
    ['index, a month of 31 days', '0.718622 TB', '27.748070 USD', undefined],
    ['index, a year of 365 days', '8.287360 TB', '319.999011 USD', undefined],
    ['index, a year, postings of 1 byte', '1.050037 TB', '40.544986 USD', undefined],
  ]);
});
