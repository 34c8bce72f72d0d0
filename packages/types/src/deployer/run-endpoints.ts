import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { eventSchema } from '../event.ts';
import { idSchema } from '../id.ts';
import { pageQuerySchema, pageSchema } from '../pagination.ts';
import { commitSchema, logLineSchema, repositoryNameSchema, runSchema } from './run.ts';
import { runStateSchema } from './run-state.ts';

const tag = 'deployer';
const byId = z.object({ id: idSchema });
const byStep = byId.extend({ step: z.string().min(1).max(500).describe('Its name, with its matrix cell') });

export const LOG_LINES_MAX = 5000;

export const listRuns = defineEndpoint({
  method: 'GET',
  path: '/deployer/runs',
  operation: 'listRuns',
  summary: 'Runs, newest first',
  tag,
  status: 200,
  query: pageQuerySchema.extend({
    repository: repositoryNameSchema.optional(),
    branch: z.string().optional(),
    commit: z.string().optional().describe('Its beginning is enough'),
    state: runStateSchema.optional(),
    text: z.string().max(200).optional().describe('In the subject or the author of the commit'),
  }),
  reply: pageSchema(runSchema),
});

export const getRun = defineEndpoint({
  method: 'GET',
  path: '/deployer/runs/:id',
  operation: 'getRun',
  summary: 'One run with its steps and its verdict',
  tag,
  status: 200,
  params: byId,
  reply: runSchema,
});

export const requestRunSchema = z
  .object({
    repository: repositoryNameSchema,
    branch: z.string().min(1).max(250).optional().describe('Default: the target branch'),
    commit: commitSchema.optional().describe('Default: the newest of the branch'),
    reason: z.string().min(1).max(1000).describe('Why, for those who look later'),
    again: z.boolean().default(false).describe('Also where this commit was run before'),
  })
  .strict()
  .meta({ id: 'RequestRun' });
export type RequestRun = z.input<typeof requestRunSchema>;

export const requestRun = defineEndpoint({
  method: 'POST',
  path: '/deployer/runs',
  operation: 'requestRun',
  summary: 'Ask for a run of a commit; the run that is there, where it was asked for before',
  tag,
  status: 202,
  body: requestRunSchema,
  reply: runSchema,
});

export const cancelRun = defineEndpoint({
  method: 'POST',
  path: '/deployer/runs/:id/cancel',
  operation: 'cancelRun',
  summary: 'End a run that has not ended: its processes are killed',
  tag,
  status: 202,
  params: byId,
  reply: runSchema,
});

export const approveRun = defineEndpoint({
  method: 'POST',
  path: '/deployer/runs/:id/approve',
  operation: 'approveRun',
  summary: 'Let a run begin that is held: a change from a fork',
  tag,
  status: 202,
  params: byId,
  reply: runSchema,
});

export const rerunSchema = z
  .object({
    from: z.string().max(500).optional().describe('Steps that are not after this one keep what they did'),
    reason: z.string().min(1).max(1000).optional(),
  })
  .strict();

export const rerun = defineEndpoint({
  method: 'POST',
  path: '/deployer/runs/:id/rerun',
  operation: 'rerun',
  summary: 'Run the same commit again, whole or from a step on',
  tag,
  status: 202,
  params: byId,
  body: rerunSchema,
  reply: runSchema,
});

export const logPageSchema = z
  .object({
    lines: z.array(logLineSchema),
    total: z.number().int().nonnegative().describe('Lines so far, of the whole log'),
    hasEnded: z.boolean().describe('No more will come'),
  })
  .meta({ id: 'LogPage' });
export type LogPage = z.infer<typeof logPageSchema>;

export const readLog = defineEndpoint({
  method: 'GET',
  path: '/deployer/runs/:id/steps/:step/log',
  operation: 'readLog',
  summary: 'Lines of the log of a step, from any one on',
  tag,
  status: 200,
  params: byStep,
  query: z.object({
    attempt: z.coerce.number().int().positive().optional().describe('Default: the last'),
    from: z.coerce.number().int().nonnegative().default(0).describe('First line'),
    count: z.coerce.number().int().min(1).max(LOG_LINES_MAX).default(1000),
  }),
  reply: logPageSchema,
});

export const searchLog = defineEndpoint({
  method: 'GET',
  path: '/deployer/runs/:id/steps/:step/log/matches',
  operation: 'searchLog',
  summary: 'Lines of a log that have a text in them',
  tag,
  status: 200,
  params: byStep,
  query: z.object({
    attempt: z.coerce.number().int().positive().optional(),
    text: z.string().min(1).max(500),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  }),
  reply: z.object({ lines: z.array(logLineSchema), isCut: z.boolean().describe('There are more') }),
});

export const getArtifact = defineEndpoint({
  method: 'GET',
  path: '/deployer/runs/:id/artifacts/:name',
  operation: 'getArtifact',
  summary: 'An artifact of a run, as a tar file',
  tag,
  status: 200,
  params: byId.extend({ name: z.string().min(1).max(100) }),
  produces: 'application/octet-stream',
});

/** Of `GET /deployer/runs/events`: each carries the whole run, so that a client needs only the newest one. */
export const runEventSchema = eventSchema('run', runSchema).meta({ id: 'RunEvent' });
export type RunEvent = z.infer<typeof runEventSchema>;
