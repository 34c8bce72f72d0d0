import type { Fields } from './read-record.ts';

/** Fields of fields are told so deep, and so many in all; the rest counts to the field that they are in. */
const DEPTH_MAX = 3;
const FIELDS_MAX = 256;

/** The values of one field in a sample, in the order of its records. */
export interface FieldValues {
  readonly name: string;
  readonly values: readonly unknown[];
  /** Each value as text. */
  readonly texts: readonly string[];
  /** Of each text the bytes. */
  readonly widths: readonly number[];
  /** How often each text is there. */
  readonly counts: ReadonlyMap<string, number>;
}

interface Seen extends FieldValues {
  readonly values: unknown[];
  readonly texts: string[];
  readonly widths: number[];
  readonly counts: Map<string, number>;
}

/** In the order in which fields are met; those of nested ones with dots between their names. What is null is not there. */
export function readFieldValues(sample: Iterable<Fields>): FieldValues[] {
  const seen = new Map<string, Seen>();
  for (const fields of sample) addFields(fields, '', 1, seen);
  return [...seen.values()];
}

function addFields(fields: Fields, prefix: string, depth: number, seen: Map<string, Seen>): void {
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (value === undefined || value === null) continue;
    const name = prefix + key;
    if (typeof value === 'object' && !Array.isArray(value) && depth < DEPTH_MAX) {
      addFields(value as Fields, `${name}.`, depth + 1, seen);
    } else {
      addValue(name, value, seen);
    }
  }
}

function addValue(name: string, value: unknown, seen: Map<string, Seen>): void {
  let field = seen.get(name);
  if (field === undefined) {
    if (seen.size === FIELDS_MAX) return;
    field = { name, values: [], texts: [], widths: [], counts: new Map() };
    seen.set(name, field);
  }
  const text = textOf(value);
  field.values.push(value);
  field.texts.push(text);
  field.widths.push(Buffer.byteLength(text));
  field.counts.set(text, (field.counts.get(text) ?? 0) + 1);
}

/** A value that is nested deeper than JSON can be written again counts by its kind alone. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return '[…]';
  }
}
