import type { Interval, MediumEstimate } from '@oremill/types';

/** What Amazon bills as a month. */
const MONTH_SECONDS = 730 * 3600;
const POINTS = 49;

/** USD a month for one record that is read so often. */
export function costAt({ record }: Pick<MediumEstimate, 'record'>, secondsBetweenReads: number): number {
  return record.usdMonth.expected + (record.usdRead * MONTH_SECONDS) / secondsBetweenReads;
}

/** Times between reads, evenly on a logarithmic axis: from a minute to a year, and wider where the two meet outside. */
export function intervalsAround(meeting: Interval | undefined): number[] {
  const from = meeting ? Math.min(60, meeting.low / 10) : 60;
  const to = Math.max(365 * 86_400, (meeting?.high ?? 0) * 10);
  const first = Math.max(from, 1e-3);
  return Array.from({ length: POINTS }, (_, index) => first * (to / first) ** (index / (POINTS - 1)));
}
