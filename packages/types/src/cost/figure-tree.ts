import { z } from 'zod';

/** A figure and what it is worked out of. */
export interface FigureTree {
  label: string;
  unit: string;
  value: number;
  formula?: string | undefined;
  inputs?: FigureTree[] | undefined;
  range?: { low: number; high: number } | undefined;
  origin?: Origin | undefined;
}

export const originSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('assumption'), because: z.string() }),
    z.object({
      kind: z.literal('price'),
      book: z.string(),
      address: z.string(),
      date: z.string(),
      quote: z.string(),
    }),
    z.object({ kind: z.literal('document'), address: z.string(), date: z.string(), quote: z.string() }),
    z.object({ kind: z.literal('sample'), sample: z.string(), statistic: z.string() }),
    z.object({ kind: z.literal('measured'), where: z.string() }),
  ])
  .meta({ id: 'Origin' });

/** Where a given number comes from. */
export type Origin = z.infer<typeof originSchema>;

export const figureTreeSchema: z.ZodType<FigureTree> = z
  .object({
    label: z.string(),
    unit: z.string(),
    value: z.number(),
    formula: z.string().optional(),
    get inputs() {
      return z.array(figureTreeSchema).optional();
    },
    range: z.object({ low: z.number(), high: z.number() }).optional(),
    origin: originSchema.optional(),
  })
  .meta({ id: 'FigureTree' });
