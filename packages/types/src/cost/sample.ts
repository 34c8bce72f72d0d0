import { z } from 'zod';

const count = z.number().int().nonnegative();
const amount = z.number().nonnegative();

export const distributionSchema = z
  .object({
    mean: amount,
    min: amount,
    p5: amount,
    p25: amount,
    p50: amount,
    p75: amount,
    p95: amount,
    p99: amount,
    max: amount,
    bins: z.array(z.object({ from: amount, to: amount, count })).describe('Edges grow by one factor'),
  })
  .meta({ id: 'Distribution' });
export type Distribution = z.infer<typeof distributionSchema>;

export const fieldStatisticsSchema = z
  .object({
    name: z.string().describe('Names of nested fields have dots between them'),
    share: z.number().min(0).max(1).describe('Of the records, where it is there and not null'),
    meanBytes: amount,
    p50Bytes: amount,
    p95Bytes: amount,
    maxBytes: amount,
    distinct: count.describe('Different values in the sample'),
    distinctInAll: count.describe('Estimated for all records; within the root of their ratio to the sample'),
  })
  .meta({ id: 'FieldStatistics' });
export type FieldStatistics = z.infer<typeof fieldStatisticsSchema>;

/** What the records of some data are like. Bytes are of a record as it is stored, with its newline. */
export const sampleStatisticsSchema = z
  .object({
    name: z.string(),
    seed: z.number().int(),
    lines: count,
    bytes: count.describe('Of all lines'),
    records: count.describe('That were measured'),
    isWhole: z.boolean().describe('All records were measured, not a random part'),
    refused: z
      .object({ 'not-a-record': count, invalid: count, 'without-text': count })
      .describe('Lines that were left out'),
    record: distributionSchema,
    zlib: distributionSchema.optional().describe('Bytes of a record compressed alone'),
    zstd: distributionSchema.optional().describe('Bytes of a record compressed alone'),
    zstdDictionary: z
      .object({ meanBytes: amount, trainedOn: count, judgedOn: count, dictionaryBytes: count })
      .optional()
      .describe('With a dictionary that was trained on the other half of the sample'),
    tokens: distributionSchema.optional(),
    uniqueTokens: distributionSchema.optional(),
    tokenCharacters: amount.optional().describe('Of a token, repeated ones too'),
    largestShare: z
      .number()
      .min(0)
      .max(1)
      .describe(
        'Of the variance of sizes, the part that one record makes: near 1 nothing is known of their mean',
      ),
    tail: z
      .object({ index: amount, standardError: amount })
      .optional()
      .describe('How heavy the tail of sizes is: below 2 no interval of their mean holds'),
    heaps: z
      .object({
        k: amount,
        beta: z.number(),
        betaError: amount.describe('Standard error of the exponent, by the texts of the sample'),
      })
      .optional()
      .describe('Different words of n: k n^beta'),
    fields: z.array(fieldStatisticsSchema),
  })
  .meta({ id: 'SampleStatistics' });
export type SampleStatistics = z.infer<typeof sampleStatisticsSchema>;

/** A sample that the platform keeps. */
export const storedSampleSchema = z
  .object({
    id: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .describe('Of its content, and of how it was read'),
    readAt: z.iso.datetime(),
    statistics: sampleStatisticsSchema,
  })
  .meta({ id: 'StoredSample' });
export type StoredSample = z.infer<typeof storedSampleSchema>;
