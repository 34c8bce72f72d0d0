import { z } from 'zod';

const bytes = z.number().nonnegative();

/** One way to keep the values of a dataset, measured on a sample of them. */
export const compressionChoiceSchema = z
  .object({
    name: z.string().describe('"none", "zlib 6", "zstd 3", "zstd 6, dictionary of 112 KiB"'),
    kind: z
      .enum(['none', 'zlib', 'zstd', 'zstd-dictionary'])
      .describe('zlib is there to compare with: no dataset uses it'),
    setting: z
      .string()
      .optional()
      .describe('What a publish or a build takes as `compression`; absent for zlib'),
    level: z.int().optional(),
    dictionaryBytes: bytes.optional(),
    valueBytes: bytes.describe('Average of a stored value'),
    ratio: z.number().describe('Raw bytes for each stored one'),
    compressUs: z.number().describe('Microseconds to compress one value'),
    readUs: z.number().describe('Microseconds to read one value'),
    datasetBytes: bytes.describe('All values of the dataset, and the dictionary'),
    savedBytes: z.number().describe('Against values as they are; negative when it costs more'),
    savedUsdMonth: z.number().optional().describe('The same in dollars a month, where a price is known'),
  })
  .meta({ id: 'CompressionChoice' });
export type CompressionChoice = z.infer<typeof compressionChoiceSchema>;

/** How the values of a dataset are best kept. */
export const compressionAdviceSchema = z
  .object({
    datasetValues: z.int().nonnegative(),
    datasetBytes: bytes.describe('Of all values as they are'),
    trainedOn: z.int().nonnegative().describe('Values of the sample that dictionaries were trained on'),
    judgedOn: z
      .int()
      .nonnegative()
      .describe('Other values of the sample, which everything here was measured on'),
    choices: z.array(compressionChoiceSchema),
    recommended: z.string().describe('Name of the choice'),
    reason: z.string(),
  })
  .meta({ id: 'CompressionAdvice' });
export type CompressionAdvice = z.infer<typeof compressionAdviceSchema>;
