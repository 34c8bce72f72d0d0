import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { pageQuerySchema, pageSchema } from '../pagination.ts';
import { executionSchema, executionStateSchema, jobSchema, skippedRecordSchema } from './execution.ts';

const tag = 'mapreduce';
const idParams = z.object({ id: idSchema });

export const listJobs = defineEndpoint({
  method: 'GET',
  path: '/mapreduce/jobs',
  operation: 'listJobs',
  summary: 'Jobs that may be run here',
  tag,
  status: 200,
  reply: z.object({ items: z.array(jobSchema) }),
});

export const inputFileSchema = z
  .object({ path: z.string(), bytes: z.number().int().nonnegative(), modifiedAt: z.iso.datetime() })
  .meta({ id: 'InputFile' });
export type InputFile = z.infer<typeof inputFileSchema>;

export const listInputs = defineEndpoint({
  method: 'GET',
  path: '/mapreduce/inputs',
  operation: 'listInputs',
  summary: 'Files under the allowed roots, newest first',
  tag,
  status: 200,
  reply: z.object({
    roots: z.array(z.string()),
    items: z.array(inputFileSchema),
    isTruncated: z.boolean().describe('There are more files than are listed'),
  }),
});

export const uploadSchema = z
  .object({ id: idSchema, name: z.string(), bytes: z.number().int().nonnegative() })
  .meta({ id: 'Upload' });
export type Upload = z.infer<typeof uploadSchema>;

/** The body is the file itself, `application/octet-stream`, streamed to disk. */
export const uploadInput = defineEndpoint({
  method: 'POST',
  path: '/mapreduce/uploads',
  operation: 'uploadInput',
  summary: 'Send a file to run jobs on',
  tag,
  status: 201,
  query: z.object({ name: z.string().min(1).max(200).describe('For people; not a path') }),
  reply: uploadSchema,
});

export const executionInputSchema = z
  .union([
    z
      .object({ path: z.string().min(1).max(4096).describe('A file, folder or glob under an allowed root') })
      .strict(),
    z.object({ uploadId: idSchema }).strict(),
  ])
  // Not ExecutionInput: the OpenAPI document gives that name to Execution as a request sends it.
  .meta({ id: 'InputReference' });
export type ExecutionInput = z.infer<typeof executionInputSchema>;

export const startExecutionSchema = z
  .object({
    job: z.string().describe('Name of a registered job'),
    input: executionInputSchema,
    workers: z.number().int().min(1).max(64).optional().describe('Default: one for each core'),
    skipLimit: z
      .number()
      .int()
      .nonnegative()
      .optional()
      .describe('Fail when more records than this are skipped'),
  })
  .strict()
  .meta({ id: 'StartExecution' });
export type StartExecution = z.infer<typeof startExecutionSchema>;

export const startExecution = defineEndpoint({
  method: 'POST',
  path: '/mapreduce/executions',
  operation: 'startExecution',
  summary: 'Run a registered job',
  tag,
  status: 202,
  body: startExecutionSchema,
  reply: executionSchema,
});

export const listExecutions = defineEndpoint({
  method: 'GET',
  path: '/mapreduce/executions',
  operation: 'listExecutions',
  summary: 'Executions, newest first',
  tag,
  status: 200,
  query: pageQuerySchema.extend({ state: executionStateSchema.optional(), job: z.string().optional() }),
  reply: pageSchema(executionSchema),
});

export const getExecution = defineEndpoint({
  method: 'GET',
  path: '/mapreduce/executions/:id',
  operation: 'getExecution',
  summary: 'One execution with its counters',
  tag,
  status: 200,
  params: idParams,
  reply: executionSchema,
});

export const stopExecution = defineEndpoint({
  method: 'POST',
  path: '/mapreduce/executions/:id/stop',
  operation: 'stopExecution',
  summary: 'Stop a running execution',
  tag,
  status: 202,
  params: idParams,
  reply: executionSchema,
});

export const listSkipped = defineEndpoint({
  method: 'GET',
  path: '/mapreduce/executions/:id/skipped',
  operation: 'listSkipped',
  summary: 'Records that were skipped, in input order, with the place and the reason',
  tag,
  status: 200,
  params: idParams,
  query: pageQuerySchema,
  reply: pageSchema(skippedRecordSchema),
});
