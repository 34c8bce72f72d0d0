import { z } from 'zod';

interface Tree {
  name: string;
  children?: Tree[] | undefined;
}

const tree: z.ZodType<Tree> = z.object({
  name: z.string(),
  get children() {
    return z.array(tree).optional();
  },
});

/** Schemas of each form that a plan knows, of those that it leaves to zod, and of both in one. */
export const schemas = {
  bookmark: z.object({
    id: z.unknown(),
    updated: z.unknown(),
    tags: z.array(z.object({ term: z.string() })).optional(),
  }),
  event: z.object({
    id: z.int().min(1),
    user: z.object({ name: z.string().min(2).max(12), größe: z.number(), active: z.boolean() }),
    score: z.number().nullable(),
    kind: z.enum(['view', 'click', 'buy']),
    'say "hi"': z.string().optional(),
    at: z.object({ lat: z.number(), lon: z.number() }).optional(),
  }),
  keys: z.object({
    '': z.number().optional(),
    a: z.string().optional(),
    'a\\b': z.string().optional(),
    'é😀': z.string().optional(),
    '1': z.number().optional(),
    '0': z.number().optional(),
    eightbyt: z.boolean().optional(),
    eightbytes: z.boolean().optional(),
    eightbytez: z.null().optional(),
    'a key that is longer than the table of lengths': z.string().optional(),
    'a key that is longer than the table of widths!': z.string().optional(),
  }),
  nested: z.strictObject({
    list: z.array(z.array(z.object({ value: z.number(), list: z.array(z.string()) }))),
    one: z.object({ two: z.object({ three: z.null(), list: z.array(z.unknown()).optional() }).nullable() }),
    maybe: z.array(z.number().nullable()).nullable().optional(),
  }),
  checked: z
    .object({
      first: z.number().int().nonnegative().optional(),
      word: z.string().trim().toLowerCase(),
      mail: z.email().optional(),
      short: z.string().max(3).nullable(),
      list: z.array(z.object({ term: z.string().regex(/^[a-z]*$/) })).max(3),
      limits: z
        .object({ low: z.number(), high: z.number() })
        .refine(({ low, high }) => low <= high)
        .optional(),
    })
    .refine(({ word, first }) => word !== 'x' || first === undefined, 'an x has no first'),
  made: z.object({
    size: z.string().transform(Number).optional(),
    count: z.number().default(1),
    mode: z.enum(['on', 'off']).prefault('on').optional(),
    kept: z.array(z.number()).readonly().optional(),
    maybe: z
      .string()
      .optional()
      .transform((value) => value?.length),
    caught: z.number().catch(-1),
    loud: z.preprocess((value) => (typeof value === 'string' ? value.toUpperCase() : value), z.string()),
    needed: z.string().optional().nonoptional(),
    seen: z
      .string()
      .nullable()
      .refine((value) => value !== 'no'),
  }),
  kinds: z.object({
    either: z.union([z.string(), z.number(), z.null()]),
    narrow: z.union([z.literal('all'), z.number().int()]).optional(),
    shape: z
      .discriminatedUnion('type', [
        z.object({ type: z.literal('a'), a: z.number() }),
        z.object({ type: z.literal('b'), b: z.string() }),
      ])
      .optional(),
    pair: z.tuple([z.string(), z.number()]).optional(),
    counts: z.record(z.string(), z.number()).optional(),
    loose: z.looseObject({ a: z.number() }).optional(),
    answer: z.literal([42, 'yes', true, null]).optional(),
    exact: z.string().exactOptional(),
    any: z.any().optional(),
  }),
  tree,
  rows: z.array(z.object({ a: z.number().optional(), b: z.unknown().optional() })),
  number: z.number(),
  text: z.string().nullable(),
} satisfies Record<string, z.ZodType>;
