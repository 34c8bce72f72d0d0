import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import {
  bookPriceSchema,
  comparisonReplySchema,
  costMediumSchema,
  estimateReplySchema,
  keptEstimateSchema,
  runEstimateSchema,
} from './estimate.ts';
import { figureTreeSchema } from './figure-tree.ts';
import { rangedSchema, scenarioSchema } from './scenario.ts';

export * from './sample-endpoints.ts';

const tag = 'cost';

export const estimateCost = defineEndpoint({
  method: 'POST',
  path: '/cost/estimates',
  operation: 'estimateCost',
  summary: 'What data like a sample cost to keep, with intervals',
  tag,
  status: 200,
  body: z.object({ sampleId: z.string(), scenario: scenarioSchema }).strict().meta({ id: 'EstimateCost' }),
  reply: estimateReplySchema,
});

export const explainCost = defineEndpoint({
  method: 'POST',
  path: '/cost/explanations',
  operation: 'explainCost',
  summary: 'Where one number of an estimate comes from',
  tag,
  status: 200,
  body: z
    .object({
      sampleId: z.string(),
      scenario: scenarioSchema,
      line: z
        .string()
        .describe(
          '`records`, `index`, `index.bound`, `total`, `total.last`, `total.<month>`; `<medium>.bytes`, `.total`, `.record`, `.read`, `.last`, `.<month>`; `<medium>.<medium>` for the time between reads at which they cost the same',
        ),
    })
    .strict()
    .meta({ id: 'ExplainCost' }),
  reply: figureTreeSchema,
});

export const compareCosts = defineEndpoint({
  method: 'POST',
  path: '/cost/comparisons',
  operation: 'compareCosts',
  summary: 'What a second scenario costs more than a first, of one sample, with intervals',
  tag,
  status: 200,
  body: z
    .object({ sampleId: z.string(), first: scenarioSchema, second: scenarioSchema })
    .strict()
    .meta({ id: 'CompareCosts' }),
  reply: comparisonReplySchema,
});

export const listMedia = defineEndpoint({
  method: 'GET',
  path: '/cost/media',
  operation: 'listMedia',
  summary: 'Where data can be kept',
  tag,
  status: 200,
  reply: z.object({ items: z.array(costMediumSchema) }),
});

export const listPrices = defineEndpoint({
  method: 'GET',
  path: '/cost/books/:name',
  operation: 'listPrices',
  summary: 'Prices of a book, each with the document that it is from',
  tag,
  status: 200,
  params: z.object({ name: z.string() }),
  query: z.object({ prefix: z.string().default('').describe('Of the names of prices') }),
  reply: z.object({ title: z.string(), items: z.array(bookPriceSchema) }),
});

export const keepDataset = defineEndpoint({
  method: 'GET',
  path: '/cost/datasets/:name',
  operation: 'keepDataset',
  summary: 'What a dataset of the key-value store costs to keep, by the memory that it takes',
  tag,
  status: 200,
  params: z.object({ name: z.string() }),
  reply: z.object({ memoryBytes: z.number(), items: z.array(keptEstimateSchema) }),
});

export const estimateRunSchema = z
  .object({
    executionId: idSchema.describe('A succeeded execution on a part of the input'),
    input: z.string().describe('All of the input: `1 TB`'),
    instance: z.string().default('m7g.xlarge').describe('Type of the machines'),
    nodes: z.number().int().min(1).max(10_000).default(4),
    speed: rangedSchema
      .optional()
      .describe(
        'What a processor of theirs does while one does 1 where the part ran; 0.6 to 1.6 where nobody says',
      ),
    book: z.string().default('aws-2026'),
    confidence: z.number().min(0.5).max(0.99).default(0.9),
  })
  .strict()
  .meta({ id: 'EstimateRun' });

export const estimateRun = defineEndpoint({
  method: 'POST',
  path: '/cost/runs',
  operation: 'estimateRun',
  summary: 'What a job on all of its input takes on EMR, from an execution on a part',
  tag,
  status: 200,
  body: estimateRunSchema,
  reply: runEstimateSchema,
});
