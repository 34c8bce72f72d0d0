import { z } from 'zod';

/** A number, or what it is between for sure and likeliest at. */
export const rangedSchema = z.union([
  z.number(),
  z.object({ low: z.number(), expected: z.number(), high: z.number() }).strict(),
]);
export type Ranged = z.output<typeof rangedSchema>;

export const COMPRESSIONS = ['none', 'zlib', 'zstd', 'zstd-dictionary'] as const;

/** What an inverted index of the words is written as, if there is one. */
export const INDEX_CODES = ['none', 'delta-varint', 'elias-fano'] as const;

export const TERMS = ['on-demand', 'reserved-1y', 'reserved-3y'] as const;

export const scenarioSchema = z
  .object({
    title: z.string().default('scenario'),
    rate: z.string().optional().describe('New records: `340e6 record/day`.'),
    records: z.string().optional().describe('Records that are there from the beginning: `1e6 record`.'),
    retention: z.string().optional().describe('Each is kept so long; without it, for ever.'),
    months: z.number().int().min(1).max(120).default(12).describe('How far to look ahead.'),
    growth: rangedSchema.default(0).describe('By which share the rate grows each month.'),
    seasonality: z
      .array(z.number().nonnegative())
      .min(1)
      .max(12)
      .default([1])
      .describe('Factors of the rate, month after month, over and over.'),
    replicas: rangedSchema.default(1),
    compression: z.enum(COMPRESSIONS).default('none'),
    sortedBy: z
      .string()
      .optional()
      .describe(
        'The field by which the rows of a column store are sorted, as by the sort key of a warehouse.',
      ),
    index: z
      .enum(INDEX_CODES)
      .default('none')
      .describe('An inverted index of the words, kept beside the records, and how its postings are written'),
    keyBits: rangedSchema.default(64),
    overheadBits: rangedSchema.default(80),
    energy: rangedSchema
      .default(0)
      .describe(
        'On top of what machines and disks cost, to run and refresh them, as a share: 0.05 to 0.25 where you own them; a cloud has it in its prices.',
      ),
    objectRecords: rangedSchema.default(1).describe('Records in an object of an object store.'),
    term: z
      .enum(TERMS)
      .default('on-demand')
      .describe('How machines are paid: by the hour, or bound for years with nothing upfront.'),
    media: z.array(z.string()).min(1).max(16).default(['ram', 'ssd', 's3']).describe('Names of media'),
    book: z.string().default('aws-2026'),
    confidence: z.number().min(0.5).max(0.99).default(0.9),
    seed: z.number().int().default(1),
  })
  .strict()
  .meta({ id: 'Scenario' });
/** As somebody writes it. */
export type ScenarioInput = z.input<typeof scenarioSchema>;
