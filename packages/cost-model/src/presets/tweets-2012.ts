import { add, charge, convert, type Quantity, quantity, scale } from '../units/quantity.ts';

/** The sample and the assumptions of the post of 2012, as it printed them. */
const SAMPLE_2012 = {
  updates: 471,
  /** Means of an update. */
  rawBytes: 2099.60084926,
  zlibBytes: 848.08492569,
  tokens: 8.91507430998,
  uniqueTokens: 8.33121019108,
  tokenCharacters: 5.44582043344,
  updatesADay: 340e6,
  keyBytes: 8,
  overheadBytes: 2 / 8,
  /** 1197 kUSD a petabyte-month, taken as 1.197 kUSD a terabyte-month. */
  kUsdATerabyteMonth: 1.197,
} as const;

const GIB = 2 ** 30;
const TIB = 2 ** 40;
const DAYS = { week: 7, month: 31, year: 365 } as const;

/** The printed lines of the post, mistakes included, to the last digit. */
export function tweetsAsPublished(): string[] {
  const { updatesADay, kUsdATerabyteMonth, uniqueTokens } = SAMPLE_2012;
  const kUsdATerabyteDay = kUsdATerabyteMonth / DAYS.month;
  const dayTib = (updatesADay * updateBytes()) / TIB;
  const storage = (days: number) => ({ tib: dayTib * days, kUsd: dayTib * days * kUsdATerabyteDay });
  const index = (days: number, share = 1) => {
    const bytes = days * updatesADay * uniqueTokens * SAMPLE_2012.keyBytes + updatesADay * termBytes();
    // The post calls these gibibytes terabytes, and pays for as many.
    const printed = (bytes / GIB) * share;
    return { printed, kUsd: printed * kUsdATerabyteDay };
  };
  const [week, month, year] = [storage(DAYS.week), storage(DAYS.month), storage(DAYS.year)];
  const yearUsd = (kUsd: number) => (kUsd * DAYS.year) / 1e3;
  const indexLine = (period: string, { printed, kUsd }: ReturnType<typeof index>) =>
    `index size per ${period} = ${printed.toFixed(6)} - RAM-cost (per day) ${kUsd.toFixed(6)} kUSD`;
  return [
    `storage per day in TB = ${dayTib.toFixed(6)} - RAM-cost (per day) ${(dayTib * kUsdATerabyteDay * 1e3).toFixed(6)} USD`,
    `storage per week in TB = ${Math.trunc(week.tib)} - RAM-cost (per day) ${week.kUsd.toFixed(6)} kUSD`,
    `storage per month in TB = ${Math.trunc(month.tib)} - RAM-cost (per day) ${month.kUsd.toFixed(6)} kUSD - RAM-cost (per year) ${yearUsd(month.kUsd).toFixed(6)} Million USD`,
    `storage per year in TB = ${Math.trunc(year.tib)} - RAM cost (per day) ${year.kUsd.toFixed(6)} kUSD - RAM cost (per year) ${yearUsd(year.kUsd).toFixed(6)} Million USD`,
    indexLine('week in terabytes', index(DAYS.week)),
    indexLine('month in terabytes', index(DAYS.month)),
    indexLine('year in terabytes', index(DAYS.year)),
    indexLine('year in terabytes (better encoding)', index(DAYS.year, 1 / 8)),
  ];
}

function updateBytes(): number {
  const { zlibBytes, keyBytes, overheadBytes } = SAMPLE_2012;
  return zlibBytes + keyBytes + overheadBytes;
}

/** Of the terms of an update, all taken for new ones. */
function termBytes(): number {
  const { uniqueTokens, tokenCharacters, overheadBytes } = SAMPLE_2012;
  return uniqueTokens * (tokenCharacters + overheadBytes);
}

/** A line of the post beside what it should have said. */
export interface CorrectedLine {
  readonly title: string;
  readonly published: string;
  readonly size: Quantity<'TB'>;
  readonly costADay: Quantity<'USD'>;
  readonly costAYear: Quantity<'MUSD'> | undefined;
  /** Numbers of the mistakes that it had. */
  readonly mistakes: readonly number[];
}

/** What the post asks for. */
export const MISTAKES: readonly string[] = [
  'The index sizes are gibibytes printed as terabytes, so each cost of an index is 1024 times too high.',
  '"Better encoding" divides the terms by 8 too; only postings shrink, from 8 bytes to 1.',
  'Sizes are binary (TiB) and the price is decimal (1 PB = 1000 TB): they differ by a tenth.',
  'Whole numbers hide up to 46 % of a size: "1" was 1.85.',
  'The metaphor of gold is off by ten: 8 to 10 g a ton are 0.0008 to 0.001 %.',
  'The mean of 471 skewed sizes is given without an interval.',
  'Every different term of every update counts as a new one: an upper bound. A vocabulary grows by Heaps’ law, and postings take 1 to 2 bytes.',
];

/** The post without mistakes 1 to 4: decimal terabytes as the price has them, smaller postings only, nothing cut off. */
export function tweetsCorrected(): CorrectedLine[] {
  const published = tweetsAsPublished();
  const { updatesADay, uniqueTokens, keyBytes, kUsdATerabyteMonth } = SAMPLE_2012;
  const price = convert(quantity(kUsdATerabyteMonth, 'kUSD/TB-month(31d)'), 'USD/TB-day');
  const aDay = quantity(1, 'day');
  const day = quantity(updatesADay * updateBytes(), 'B');
  const postings = (days: number, bytes: number) => quantity(days * updatesADay * uniqueTokens * bytes, 'B');
  const terms = quantity(updatesADay * termBytes(), 'B');
  const line = (
    place: number,
    title: string,
    bytes: Quantity<'B'>,
    mistakes: readonly number[],
    isYearTold = false,
  ): CorrectedLine => {
    const size = convert(bytes, 'TB');
    const costADay = charge(size, aDay, price);
    return {
      title,
      published: published[place] as string,
      size,
      costADay,
      costAYear: isYearTold ? convert(scale(costADay, DAYS.year), 'MUSD') : undefined,
      mistakes,
    };
  };
  return [
    line(0, 'storage, a day of updates', day, [3]),
    line(1, 'storage, a week', scale(day, DAYS.week), [3, 4]),
    line(2, 'storage, a month of 31 days', scale(day, DAYS.month), [3, 4], true),
    line(3, 'storage, a year of 365 days', scale(day, DAYS.year), [3, 4], true),
    line(4, 'index, a week', add(postings(DAYS.week, keyBytes), terms), [1, 3]),
    line(5, 'index, a month of 31 days', add(postings(DAYS.month, keyBytes), terms), [1, 3]),
    line(6, 'index, a year of 365 days', add(postings(DAYS.year, keyBytes), terms), [1, 3]),
    line(7, 'index, a year, postings of 1 byte', add(postings(DAYS.year, 1), terms), [1, 2, 3]),
  ];
}
