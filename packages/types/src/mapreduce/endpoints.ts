import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { jsonSchema } from '../json.ts';
import { pageQuerySchema, pageSchema } from '../pagination.ts';
import { diagnosisSchema } from './diagnosis.ts';
import {
  executionInputSchema,
  executionSchema,
  executionStateSchema,
  jobSchema,
  skippedRecordSchema,
  taskReportSchema,
} from './execution.ts';

export {
  type InputFile,
  inputFileSchema,
  listInputs,
  type Upload,
  uploadInput,
  uploadSchema,
} from './input-endpoints.ts';

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

export const startExecutionSchema = z
  .object({
    job: z.string().describe('Name of a registered job'),
    input: executionInputSchema,
    options: z.record(z.string(), jsonSchema).optional().describe('Of the job, checked by its schema'),
    workers: z.number().int().min(1).max(64).optional().describe('Default: one for each core'),
    memoryBytes: z
      .number()
      .int()
      .positive()
      .max(2 ** 40)
      .optional()
      .describe('Bound of the whole run; default: 512 MiB'),
    partitions: z.number().int().min(1).max(4096).optional().describe('Reducers, and so parts; default: 4'),
    compression: z.enum(['none', 'gzip', 'zstd']).optional().describe('Of the parts; default: none'),
    skipLimit: z
      .number()
      .int()
      .nonnegative()
      .optional()
      .describe('Fail when more records than this are skipped'),
    skipShareMax: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('Fail when a larger share of the records is skipped'),
  })
  .strict()
  .meta({ id: 'StartExecution' });
export type StartExecution = z.infer<typeof startExecutionSchema>;
/** For a caller that has the files at hand: then the input is only told. */
export type StartOnFiles = Omit<StartExecution, 'input'> & Partial<Pick<StartExecution, 'input'>>;

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

export const resumeExecution = defineEndpoint({
  method: 'POST',
  path: '/mapreduce/executions/:id/resume',
  operation: 'resumeExecution',
  summary: 'Go on with a stopped or interrupted execution, from the tasks that it had finished',
  tag,
  status: 202,
  params: idParams,
  reply: executionSchema,
});

export const retrySkipped = defineEndpoint({
  method: 'POST',
  path: '/mapreduce/executions/:id/retry-skipped',
  operation: 'retrySkipped',
  summary: 'Run the job again on nothing but the records that an execution skipped',
  tag,
  status: 202,
  params: idParams,
  reply: executionSchema,
});

/** A running execution is refused: stop it first. */
export const discardExecution = defineEndpoint({
  method: 'DELETE',
  path: '/mapreduce/executions/:id',
  operation: 'discardExecution',
  summary: 'Remove what an execution left, its output included',
  tag,
  status: 204,
  params: idParams,
});

export const listTasks = defineEndpoint({
  method: 'GET',
  path: '/mapreduce/executions/:id/tasks',
  operation: 'listTasks',
  summary: 'Finished tasks with their times, in the order in which they ended',
  tag,
  status: 200,
  params: idParams,
  query: pageQuerySchema,
  reply: pageSchema(taskReportSchema),
});

export const diagnoseExecution = defineEndpoint({
  method: 'GET',
  path: '/mapreduce/executions/:id/diagnosis',
  operation: 'diagnoseExecution',
  summary: 'Why an execution failed, or what made it slow',
  tag,
  status: 200,
  params: idParams,
  reply: diagnosisSchema,
});
