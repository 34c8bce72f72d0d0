import { z } from 'zod';
import { errorReplySchema } from '../error-reply.ts';
import { figureTreeSchema } from './figure-tree.ts';

const count = z.number().int().nonnegative();
const amount = z.number().nonnegative();

export const intervalSchema = z
  .object({ low: z.number(), expected: z.number(), high: z.number() })
  .meta({ id: 'Interval' });
export type Interval = z.infer<typeof intervalSchema>;

export const driverSchema = z
  .object({
    label: z.string(),
    low: z.number().describe('The cost when this alone is at its end'),
    high: z.number(),
    recordsToHalve: count.optional().describe('Further records of the sample that would halve its part'),
  })
  .meta({ id: 'Driver' });
export type Driver = z.infer<typeof driverSchema>;

export const mediumEstimateSchema = z
  .object({
    medium: z.string(),
    title: z.string(),
    bytes: intervalSchema.describe('In the last month'),
    usdMonth: intervalSchema.describe('In the last month'),
    usdTotal: intervalSchema.describe('Of all months'),
    months: z.array(intervalSchema).describe('USD in each month'),
    record: z
      .object({
        usdMonth: intervalSchema.describe('To keep it, and its copies, for a month'),
        usdRead: amount.describe('To read it once; 0 where reads are in the price of keeping'),
      })
      .describe('One of the records'),
    drivers: z.array(driverSchema).describe('Of the cost in the last month, the widest first'),
    explanation: figureTreeSchema.describe('Of the cost in the last month'),
  })
  .meta({ id: 'MediumEstimate' });
export type MediumEstimate = z.infer<typeof mediumEstimateSchema>;

export const breakEvenSchema = z
  .object({
    dear: z.string().describe('The medium that costs more to keep'),
    cheap: z.string().describe('The one that costs more to read, or to keep alike'),
    secondsBetweenReads: intervalSchema
      .optional()
      .describe('Read a record more often, and the dear one is cheaper; missing where it never is'),
  })
  .meta({ id: 'BreakEven' });
export type BreakEven = z.infer<typeof breakEvenSchema>;

export const estimateSchema = z
  .object({
    title: z.string(),
    confidence: z.number(),
    records: intervalSchema.describe('Kept in the last month'),
    index: z
      .object({ bytes: intervalSchema, naiveBytes: intervalSchema.describe('An upper bound, as of 2012') })
      .optional()
      .describe('Of the records in the last month, where the scenario has one'),
    media: z.array(mediumEstimateSchema),
    allMedia: z
      .object({ usdTotal: intervalSchema, months: z.array(intervalSchema) })
      .optional()
      .describe('USD where it is kept in each of the media; missing where none of them has a price'),
    breakEvens: z.array(breakEvenSchema),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'Estimate' });
export type Estimate = z.infer<typeof estimateSchema>;

/** A medium that the book has no price of: it is told, and never taken for free. */
export const unpricedMediumSchema = z
  .object({ medium: z.string(), title: z.string(), problem: errorReplySchema })
  .meta({ id: 'UnpricedMedium' });
export type UnpricedMedium = z.infer<typeof unpricedMediumSchema>;

export const estimateReplySchema = estimateSchema
  .extend({ unpriced: z.array(unpricedMediumSchema).describe('Media that the book has no price of') })
  .meta({ id: 'EstimateReply' });
export type EstimateReply = z.infer<typeof estimateReplySchema>;

export const costComparisonSchema = z
  .object({
    confidence: z.number(),
    changes: z
      .array(z.object({ field: z.string(), first: z.string(), second: z.string() }))
      .describe('Fields in which the scenarios differ'),
    lines: z.array(
      z.object({
        line: z.string().describe('As an explanation names it: `total`, `ram.last`'),
        unit: z.string(),
        first: intervalSchema.optional().describe('Missing where the first scenario has no such line'),
        second: intervalSchema.optional().describe('Missing where the second scenario has no such line'),
        difference: intervalSchema
          .optional()
          .describe('The second less the first, where both have it: what both rest on varies alike in both'),
      }),
    ),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'CostComparison' });
export type CostComparison = z.infer<typeof costComparisonSchema>;

export const comparisonReplySchema = costComparisonSchema
  .extend({ unpriced: z.array(unpricedMediumSchema).describe('Media that one of the books has no price of') })
  .meta({ id: 'ComparisonReply' });
export type ComparisonReply = z.infer<typeof comparisonReplySchema>;

export const costMediumSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    layout: z.enum(['hash-table', 'rows', 'objects', 'columns']),
    price: z.string().describe('Name of the price that it is kept at'),
    read: z
      .string()
      .optional()
      .describe('Name of the price that a read is paid by: of a request, of IOPS, or of the device itself'),
    write: z.string().optional().describe('Name of the price of a write'),
    compute: z.string().optional().describe('Name of the price of the machines beside it'),
  })
  .meta({ id: 'CostMedium' });
export type CostMedium = z.infer<typeof costMediumSchema>;

export const bookPriceSchema = z
  .object({
    id: z.string(),
    what: z.string(),
    region: z.string(),
    amount: z.number(),
    unit: z.string(),
    address: z.string().describe('Of the document that it is from'),
    date: z.string(),
    quote: z.string().describe('The line of the document that has it'),
    isOld: z.boolean().describe('More than a year'),
  })
  .meta({ id: 'BookPrice' });
export type BookPrice = z.infer<typeof bookPriceSchema>;

export const keptEstimateSchema = z
  .object({
    medium: z.string(),
    title: z.string(),
    usdMonth: z.number(),
    explanation: figureTreeSchema,
  })
  .meta({ id: 'KeptEstimate' });
export type KeptEstimate = z.infer<typeof keptEstimateSchema>;

export const runEstimateSchema = z
  .object({
    instance: z.string(),
    nodes: z.number().int().positive(),
    coreHours: intervalSchema.describe('Work of all processors'),
    hours: intervalSchema.describe('From the order of the cluster to its end'),
    usd: intervalSchema.describe('Machines and the service that runs them'),
    drivers: z.array(driverSchema).describe('Of the dollars, the widest first'),
    explanation: figureTreeSchema.describe('Of the dollars'),
  })
  .meta({ id: 'RunEstimate' });
export type RunEstimate = z.infer<typeof runEstimateSchema>;
