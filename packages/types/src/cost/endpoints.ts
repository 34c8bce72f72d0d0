import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import {
  bookPriceSchema,
  costMediumSchema,
  estimateReplySchema,
  keptEstimateSchema,
  runEstimateSchema,
} from './estimate.ts';
import { figureTreeSchema } from './figure-tree.ts';
import { storedSampleSchema } from './sample.ts';
import { scenarioSchema } from './scenario.ts';

const tag = 'cost';

/** Which lines are records, and what of them is text. */
export const recordRulesSchema = z.object({
  format: z.enum(['json-lines', 'tsv']).default('json-lines'),
  columns: z
    .string()
    .optional()
    .describe('Names of the columns of tab-separated values, with commas between'),
  text: z
    .string()
    .min(1)
    .optional()
    .describe('The field whose words are counted: `text`, or `user.description`'),
  tokens: z
    .enum(['words', 'letters', 'single-spaces'])
    .default('words')
    .describe(
      'What a word is: what white space divides; letters and digits that stand together; or as in 2012, where two spaces have an empty token between them',
    ),
});

/** The body is the sample itself, `application/octet-stream`, which is measured while it comes and not kept. */
export const uploadSample = defineEndpoint({
  method: 'POST',
  path: '/cost/samples',
  operation: 'uploadSample',
  summary: 'Send records to be measured',
  tag,
  status: 201,
  query: recordRulesSchema.extend({ name: z.string().min(1).max(200).describe('For people') }),
  reply: storedSampleSchema,
});

export const readSampleSchema = recordRulesSchema
  .extend({
    source: z
      .discriminatedUnion('kind', [
        z.object({
          kind: z.literal('file'),
          path: z.string().describe('File or folder under an allowed root'),
        }),
        z.object({ kind: z.literal('execution'), id: idSchema.describe('Whose output is to be measured') }),
        z.object({ kind: z.literal('dataset'), name: z.string().describe('Of the key-value store') }),
        z.object({ kind: z.literal('table'), name: z.string().describe('Of the warehouse') }),
      ])
      .describe('What the platform has'),
  })
  .strict()
  .meta({ id: 'ReadSample' });

export const readSample = defineEndpoint({
  method: 'POST',
  path: '/cost/samples/sources',
  operation: 'readSample',
  summary: 'Measure records that the platform has',
  tag,
  status: 201,
  body: readSampleSchema,
  reply: storedSampleSchema,
});

export const listSamples = defineEndpoint({
  method: 'GET',
  path: '/cost/samples',
  operation: 'listSamples',
  summary: 'Samples, newest first',
  tag,
  status: 200,
  reply: z.object({ items: z.array(storedSampleSchema) }),
});

export const getSample = defineEndpoint({
  method: 'GET',
  path: '/cost/samples/:id',
  operation: 'getSample',
  summary: 'One sample',
  tag,
  status: 200,
  params: z.object({ id: z.string() }),
  reply: storedSampleSchema,
});

export const removeSample = defineEndpoint({
  method: 'DELETE',
  path: '/cost/samples/:id',
  operation: 'removeSample',
  summary: 'Forget a sample',
  tag,
  status: 204,
  params: z.object({ id: z.string() }),
});

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
          '`records`, `index`, `total`, `total.<month>`; `<medium>.bytes`, `.total`, `.record`, `.read`, `.<month>`; `<medium>.<medium>` for the time between reads at which they cost the same',
        ),
    })
    .strict()
    .meta({ id: 'ExplainCost' }),
  reply: figureTreeSchema,
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
