import type { Distribution } from '@oremill/types';
import { quantile } from '../estimate/quantile.ts';

const BINS = 40;

/** How the values of a column lie. `mean` is told apart: it may be of more records than these. */
export function describeColumn(values: Float64Array, mean: number): Distribution {
  const ascending = values.toSorted();
  const at = (share: number) => quantile(ascending, share);
  return {
    mean,
    min: at(0),
    p5: at(0.05),
    p25: at(0.25),
    p50: at(0.5),
    p75: at(0.75),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
    bins: binsOf(ascending),
  };
}

/** Bins whose edges grow by one factor, as sizes do; from the smallest value above zero. */
function binsOf(ascending: Float64Array): Distribution['bins'] {
  const first = ascending.find((value) => value > 0);
  const last = ascending.at(-1) as number;
  if (first === undefined || first === last) return [{ from: last, to: last, count: ascending.length }];
  const factor = (last / first) ** (1 / BINS);
  const bins = Array.from({ length: BINS }, (_, index) => ({
    from: index === 0 ? 0 : first * factor ** index,
    to: index === BINS - 1 ? last : first * factor ** (index + 1),
    count: 0,
  }));
  for (const value of ascending) {
    const place = value < first ? 0 : Math.floor(Math.log(value / first) / Math.log(factor));
    (bins[Math.min(Math.max(place, 0), BINS - 1)] as { count: number }).count += 1;
  }
  return bins;
}
