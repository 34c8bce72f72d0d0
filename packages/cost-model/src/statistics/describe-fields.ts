import type { FieldStatistics } from '@oremill/types';
import { quantile } from '../estimate/quantile.ts';
import type { FieldValues } from './field-values.ts';

/** Share, width and distinct values of each field in a sample of so many records, for a whole of so many. */
export function describeFields(
  fields: readonly FieldValues[],
  records: number,
  population: number,
): FieldStatistics[] {
  return fields.map(({ name, widths, counts }) => {
    const present = widths.length;
    const ascending = Float64Array.from(widths).sort();
    return {
      name,
      share: present / records,
      meanBytes: widths.reduce((sum, width) => sum + width, 0) / present,
      p50Bytes: quantile(ascending, 0.5),
      p95Bytes: quantile(ascending, 0.95),
      maxBytes: quantile(ascending, 1),
      distinct: counts.size,
      distinctInAll: estimateDistinct(counts, present, (population * present) / records),
    };
  });
}

/**
 * The guaranteed-error estimator of Charikar, Chaudhuri, Motwani & Narasayya (PODS 2000): what was seen once stands
 * for the root of N/n as many, what was seen more often for itself. No estimator of a sample is within a smaller factor.
 */
function estimateDistinct(values: ReadonlyMap<string, number>, sampled: number, population: number): number {
  let once = 0;
  for (const count of values.values()) if (count === 1) once += 1;
  return Math.round(Math.sqrt(Math.max(population / sampled, 1)) * once + values.size - once);
}
