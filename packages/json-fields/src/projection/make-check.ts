import { z } from 'zod';
import type { Check, Takes } from './plan.ts';

/** Thrown to leave a line to the reference. */
export const REFUSED: unique symbol = Symbol('refused');

/** Gives the value as the schema makes it, or throws. */
export type RunCheck = (value: unknown) => unknown;

export function makeCheck(check: Check): RunCheck {
  if (check.kind === 'schema') return (value) => runSchema(check.schema, value);
  const { values } = check;
  return (value) => {
    if (!values.has(value)) throw REFUSED;
    return value;
  };
}

export function runSchema(schema: z.core.$ZodType, value: unknown): unknown {
  const result = z.core.safeParse(schema, value);
  if (!result.success) throw REFUSED;
  return result.data;
}

/** What the schema makes of `undefined`, which is also what a failure counts as. */
export function trySchema(schema: z.core.$ZodType): unknown {
  return z.core.safeParse(schema, undefined).data;
}

/** So many strings are compared one by one sooner than looked up. */
const VALUES_COMPARED_MAX = 8;

/**
 * An expression over `value` that is true only where the check gives the value back as it is; `type` is what the value
 * is known to be. Checks that are met most have one, since running a schema takes as long as reading several fields.
 */
export function testCode(check: Check, type: Takes | undefined): string | undefined {
  if (check.kind === 'values') {
    const strings = [...check.values].filter((value) => typeof value === 'string');
    if (strings.length === 0 || strings.length > VALUES_COMPARED_MAX) return undefined;
    return strings.map((value) => `value === ${JSON.stringify(value)}`).join(' || ');
  }
  const { def, traits } = (check.schema as z.core.$ZodTypes)._zod;
  if ((def.type !== 'string' && def.type !== 'number') || def.type !== type) return undefined;
  const checks = (def.checks ?? []).map(({ _zod }) => _zod.def as KnownCheck);
  if (traits.has('$ZodCheck')) checks.unshift(def as unknown as KnownCheck);
  const tests = checks.map(testOf);
  const isKnown = tests.length > 0 && tests.every((test) => test !== undefined);
  return isKnown ? tests.join(' && ') : undefined;
}

type KnownCheck =
  | z.core.$ZodCheckNumberFormatDef
  | z.core.$ZodCheckGreaterThanDef
  | z.core.$ZodCheckLessThanDef
  | z.core.$ZodCheckMinLengthDef
  | z.core.$ZodCheckMaxLengthDef;

function testOf(def: KnownCheck): string | undefined {
  switch (def.check) {
    case 'number_format':
      return def.format === 'safeint' ? 'Number.isSafeInteger(value)' : undefined;
    case 'greater_than':
      return typeof def.value === 'number' ? `value ${def.inclusive ? '>=' : '>'} ${def.value}` : undefined;
    case 'less_than':
      return typeof def.value === 'number' ? `value ${def.inclusive ? '<=' : '<'} ${def.value}` : undefined;
    // zod counts code points, of which a string has at least half as many as units, and one if it is not empty.
    case 'min_length':
      return `value.length >= ${def.minimum <= 1 ? def.minimum : def.minimum * 2}`;
    case 'max_length':
      return `value.length <= ${def.maximum}`;
    default:
      return undefined;
  }
}
