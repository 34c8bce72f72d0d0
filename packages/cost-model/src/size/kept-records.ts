import type { Quantity } from '../units/quantity.ts';

/** Days of an average month: 730 hours, as prices count it. */
export const MONTH_DAYS = 730 / 24;

/**
 * Records that are there at the end of a month, the first being 1: those of the beginning, and those that came since
 * and were not dropped. The rate of a month is `rate × (1 + growth)^(month − 1) × factor of the season`.
 */
export function keptRecords(
  month: number,
  { first, rate, growth }: { first: number; rate: number; growth: number },
  { retention, seasonality }: { retention: Quantity<'day'> | undefined; seasonality: readonly number[] },
): number {
  const keptMonths = retention === undefined ? Number.POSITIVE_INFINITY : retention.value / MONTH_DAYS;
  let kept = first * (month <= keptMonths ? 1 : 0);
  for (let past = 0; past < month && past < keptMonths; past += 1) {
    const index = month - past - 1;
    const share = Math.min(keptMonths - past, 1);
    const factor = seasonality[index % seasonality.length] as number;
    kept += rate * MONTH_DAYS * (1 + growth) ** index * factor * share;
  }
  return kept;
}
