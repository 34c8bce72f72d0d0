import type { Quantity } from '../units/quantity.ts';

/** Days of an average month: 730 hours, as prices count it. */
export const MONTH_DAYS = 730 / 24;

/** Records at the beginning, and those that come each day. */
export interface Course {
  readonly first: number;
  readonly rate: number;
  readonly growth: number;
}

interface Rules {
  readonly retention: Quantity<'day'> | undefined;
  readonly seasonality: readonly number[];
}

/**
 * Records that are there at the end of a month, the first being 1: those of the beginning, and those that came since
 * and were not dropped.
 */
export function keptRecords(month: number, course: Course, rules: Rules): number {
  const kept = keptMonths(rules);
  const gone = Math.max(month - kept, 0);
  return (
    (month <= kept ? course.first : 0) +
    arrivedUntil(month, course, rules) -
    arrivedUntil(gone, course, rules)
  );
}

/** Records that are there in the mean over a month: who pays by the byte and the hour pays for these. */
export function meanKeptRecords(month: number, course: Course, rules: Rules): number {
  const kept = keptMonths(rules);
  const area = (to: number) => arrivedArea(Math.max(to, 0), course, rules);
  const firstMonths = Math.min(Math.max(kept - (month - 1), 0), 1);
  const arrived = area(month) - area(month - 1);
  const gone = Number.isFinite(kept) ? area(month - kept) - area(month - 1 - kept) : 0;
  return course.first * firstMonths + arrived - gone;
}

/** Records that come in a month: `rate × (1 + growth)^(month − 1) × factor of the season`. */
export function arrivedRecords(
  month: number,
  { rate, growth }: Omit<Course, 'first'>,
  { seasonality }: Pick<Rules, 'seasonality'>,
): number {
  const factor = seasonality[(month - 1) % seasonality.length] as number;
  return rate * MONTH_DAYS * (1 + growth) ** (month - 1) * factor;
}

function keptMonths({ retention }: Rules): number {
  return retention === undefined ? Number.POSITIVE_INFINITY : retention.value / MONTH_DAYS;
}

/** All that came until a time in months; evenly within each month. */
function arrivedUntil(time: number, course: Course, rules: Rules): number {
  const whole = Math.floor(time);
  let arrived = 0;
  for (let month = 1; month <= whole; month += 1) arrived += arrivedRecords(month, course, rules);
  return arrived + (time - whole) * arrivedRecords(whole + 1, course, rules);
}

/** The area below `arrivedUntil`. */
function arrivedArea(time: number, course: Course, rules: Rules): number {
  const whole = Math.floor(time);
  let area = 0;
  let arrived = 0;
  for (let month = 1; month <= whole; month += 1) {
    const come = arrivedRecords(month, course, rules);
    area += arrived + come / 2;
    arrived += come;
  }
  const part = time - whole;
  return area + arrived * part + (arrivedRecords(whole + 1, course, rules) * part ** 2) / 2;
}
