import type { Random } from '@oremill/runtime';
import { z } from 'zod';

const DEPTH_MAX = 3;
const KEYS = ['a', 'b', 'id', 'é', 'eightbyt', 'eightbytes', '', '1', '"', 'length'];

/** A schema of any forms in any order, as nobody would write it. */
export function makeSchema(random: Random, depth = 0): z.ZodType {
  const make = () => makeSchema(random, depth + 1);
  const kind =
    depth === 0 ? 'container' : pickOf(['leaf', 'leaf', 'wrapped', 'wrapped', 'container'], random);
  if (kind === 'leaf' || depth > DEPTH_MAX) return pickOf(LEAVES, random)();
  if (kind === 'wrapped') return pickOf(WRAPPERS, random)(make());
  if (random() < 0.3) return z.array(make());
  const keys = KEYS.filter(() => random() < 0.4);
  const shape = Object.fromEntries(keys.map((key) => [key, make()]));
  return pickOf([z.object, z.object, z.object, z.strictObject, z.looseObject], random)(shape);
}

const LEAVES: readonly (() => z.ZodType)[] = [
  () => z.string(),
  () => z.string().min(2).max(30),
  () => z.string().trim(),
  () => z.number(),
  () => z.int(),
  () => z.number().positive().lt(100),
  () => z.boolean(),
  () => z.null(),
  () => z.unknown(),
  () => z.any(),
  () => z.literal(['a', 1, null, true]),
  () => z.enum(['a', 'on', 'view']),
  () => z.undefined(),
  () => z.never(),
  () => z.coerce.string(),
  () => z.coerce.boolean(),
  () => z.record(z.string(), z.unknown()),
  () => z.union([z.string(), z.number()]),
  () => z.union([z.string().max(3), z.object({ a: z.number() }), z.undefined()]),
  () => z.custom((value) => value !== 'x'),
];

const WRAPPERS: readonly ((inner: z.ZodType) => z.ZodType)[] = [
  (inner) => inner.optional(),
  (inner) => inner.optional(),
  (inner) => inner.exactOptional(),
  (inner) => inner.nullable(),
  (inner) => inner.nullish(),
  (inner) => inner.default('made'),
  (inner) => inner.prefault('a'),
  (inner) => inner.readonly(),
  (inner) => inner.nonoptional(),
  (inner) => inner.catch('caught'),
  (inner) => inner.refine((value) => value !== 'x'),
  (inner) => inner.transform((value) => (value === undefined ? 'none' : [value])),
  (inner) => inner.transform((value) => (value === null ? undefined : value)),
  (inner) => inner.pipe(z.unknown()),
  (inner) => z.preprocess((value) => value ?? 'nothing', inner),
  (inner) => z.lazy(() => inner),
  (inner) => z.union([inner, z.number()]),
  (inner) => z.compile(inner),
];

function pickOf<Value>(values: readonly Value[], random: Random): Value {
  return values[Math.floor(random() * values.length)] as Value;
}
