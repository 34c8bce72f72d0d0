import type { FieldStatistics } from '@oremill/types';
import { quantile } from '../estimate/quantile.ts';
import type { Fields } from './read-record.ts';

/** Fields of fields are told so deep, and so many in all; the rest counts to the field that they are in. */
const DEPTH_MAX = 3;
export const FIELDS_MAX = 256;

interface Seen {
  present: number;
  readonly widths: number[];
  readonly values: Map<string, number>;
}

/** Share, width and distinct values of each field in a sample of records, for a whole of so many. */
export function describeFields(sample: Iterable<Fields>, population: number): FieldStatistics[] {
  const seen = new Map<string, Seen>();
  let records = 0;
  for (const fields of sample) {
    records += 1;
    for (const [name, value] of valuesOf(fields)) note(name, value, seen);
  }
  return [...seen].map(([name, { present, widths, values }]) => {
    const ascending = Float64Array.from(widths).sort();
    return {
      name,
      share: present / records,
      meanBytes: widths.reduce((sum, width) => sum + width, 0) / present,
      p50Bytes: quantile(ascending, 0.5),
      p95Bytes: quantile(ascending, 0.95),
      maxBytes: quantile(ascending, 1),
      distinct: values.size,
      distinctInAll: estimateDistinct(values, present, (population * present) / records),
    };
  });
}

/** Values of a record with the names of their fields, those of nested ones with dots between; what is null is not there. */
export function* valuesOf(fields: Fields, prefix = '', depth = 1): Generator<[name: string, value: unknown]> {
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue;
    const name = prefix + key;
    if (typeof value === 'object' && !Array.isArray(value) && depth < DEPTH_MAX) {
      yield* valuesOf(value as Fields, `${name}.`, depth + 1);
    } else {
      yield [name, value];
    }
  }
}

function note(name: string, value: unknown, seen: Map<string, Seen>): void {
  let field = seen.get(name);
  if (field === undefined) {
    if (seen.size === FIELDS_MAX) return;
    field = { present: 0, widths: [], values: new Map() };
    seen.set(name, field);
  }
  const text = textOf(value);
  field.present += 1;
  field.widths.push(Buffer.byteLength(text));
  field.values.set(text, (field.values.get(text) ?? 0) + 1);
}

/** A value that is nested deeper than JSON can be written again counts by its kind alone. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return '[…]';
  }
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
