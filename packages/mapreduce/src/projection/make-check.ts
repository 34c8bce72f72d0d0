import { z } from 'zod';
import type { Check } from './plan.ts';

/** Thrown to leave a line to the reference. */
export const REFUSED: unique symbol = Symbol('refused');

/** Gives the value as the schema makes it, or throws. */
export type RunCheck = (value: unknown) => unknown;

export function makeCheck(check: Check): RunCheck {
  if (check.kind === 'values') {
    const { values } = check;
    return (value) => {
      if (!values.has(value)) throw REFUSED;
      return value;
    };
  }
  const { schema } = check;
  const isSurelyRight = makeTest(schema);
  if (isSurelyRight === undefined) return (value) => runSchema(schema, value);
  return (value) => (isSurelyRight(value as never) ? value : runSchema(schema, value));
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

type Test = (value: never) => boolean;

/**
 * A test of a string or number that says yes only where the schema gives the value back; for the checks that are
 * met most, since running a schema takes as long as reading several fields.
 */
function makeTest(schema: z.core.$ZodType): Test | undefined {
  const { def, traits } = (schema as z.core.$ZodTypes)._zod;
  if (def.type !== 'string' && def.type !== 'number') return undefined;
  const checks = (def.checks ?? []).map(({ _zod }) => _zod.def as KnownCheck);
  if (traits.has('$ZodCheck')) checks.unshift(def as unknown as KnownCheck);
  const tests = checks.map(testOf);
  if (!tests.every((test) => test !== undefined)) return undefined;
  const [first, second, ...more] = tests;
  if (first === undefined) return undefined;
  if (second === undefined) return first;
  return (value) => first(value) && second(value) && more.every((test) => test(value));
}

type KnownCheck =
  | z.core.$ZodCheckNumberFormatDef
  | z.core.$ZodCheckGreaterThanDef
  | z.core.$ZodCheckLessThanDef
  | z.core.$ZodCheckMinLengthDef
  | z.core.$ZodCheckMaxLengthDef;

function testOf(def: KnownCheck): Test | undefined {
  switch (def.check) {
    case 'number_format':
      return def.format === 'safeint' ? (Number.isSafeInteger as Test) : undefined;
    case 'greater_than': {
      const { value: bound, inclusive } = def;
      if (typeof bound !== 'number') return undefined;
      return inclusive ? (value: number) => value >= bound : (value: number) => value > bound;
    }
    case 'less_than': {
      const { value: bound, inclusive } = def;
      if (typeof bound !== 'number') return undefined;
      return inclusive ? (value: number) => value <= bound : (value: number) => value < bound;
    }
    // zod counts code points, of which a string has at least half as many as units, and one if it is not empty.
    case 'min_length': {
      const units = def.minimum <= 1 ? def.minimum : def.minimum * 2;
      return (value: string) => value.length >= units;
    }
    case 'max_length': {
      const { maximum } = def;
      return (value: string) => value.length <= maximum;
    }
    default:
      return undefined;
  }
}
