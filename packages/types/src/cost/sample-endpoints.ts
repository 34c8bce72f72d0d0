import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { storedSampleSchema } from './sample.ts';

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
