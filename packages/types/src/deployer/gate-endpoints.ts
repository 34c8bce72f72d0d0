import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { pageQuerySchema, pageSchema } from '../pagination.ts';
import { gatesFileSchema } from './gate.ts';
import {
  bestValueSchema,
  quarantineSchema,
  replayedVerdictSchema,
  runVerdictSchema,
  setQuarantineSchema,
  testHabitSchema,
  testIdSchema,
  testOutcomeSchema,
  trendsSchema,
} from './history.ts';
import { repositoryNameSchema } from './run.ts';

const tag = 'deployer';
const byId = z.object({ id: idSchema });
const byRepository = z.object({ repository: repositoryNameSchema });
const branch = z.string().min(1).max(250).optional();

export const TREND_RUNS_MAX = 2000;
export const TREND_POINTS_MAX = 500;

export const getVerdict = defineEndpoint({
  method: 'GET',
  path: '/deployer/runs/:id/verdict',
  operation: 'getVerdict',
  summary: 'Whether a run is good enough, and why; for people as markdown',
  tag,
  status: 200,
  params: byId,
  reply: runVerdictSchema,
});

export const replayVerdict = defineEndpoint({
  method: 'POST',
  path: '/deployer/runs/:id/verdict/replay',
  operation: 'replayVerdict',
  summary: 'What other gates would have said of a run; nothing changes',
  tag,
  role: 'viewer',
  status: 200,
  params: byId,
  body: gatesFileSchema,
  reply: replayedVerdictSchema,
});

export const listTrends = defineEndpoint({
  method: 'GET',
  path: '/deployer/repositories/:repository/trends',
  operation: 'listTrends',
  summary: 'Figures of a branch over its runs',
  tag,
  status: 200,
  params: byRepository,
  query: z.object({
    branch: branch.describe('Default: the target branch'),
    metrics: z.string().max(2000).optional().describe('Names, with commas between them'),
    runs: z.coerce
      .number()
      .int()
      .min(1)
      .max(TREND_RUNS_MAX)
      .default(200)
      .describe('How many, from the newest'),
    points: z.coerce
      .number()
      .int()
      .min(2)
      .max(TREND_POINTS_MAX)
      .default(TREND_POINTS_MAX)
      .describe('Of more runs, several become one point'),
    cursor: z.string().max(200).optional().describe('`nextCursor` of the page before'),
  }),
  reply: trendsSchema,
});

export const listTests = defineEndpoint({
  method: 'GET',
  path: '/deployer/repositories/:repository/tests',
  operation: 'listTests',
  summary: 'How tests have gone in their last runs: the slowest, or those that are most flaky',
  tag,
  status: 200,
  params: byRepository,
  query: pageQuerySchema.extend({
    order: z.enum(['slowest', 'flakiest']).default('flakiest'),
    branch: branch.describe('Default: all branches'),
  }),
  reply: pageSchema(testHabitSchema),
});

export const listTestOutcomes = defineEndpoint({
  method: 'GET',
  path: '/deployer/repositories/:repository/tests/outcomes',
  operation: 'listTestOutcomes',
  summary: 'How one test went, the newest run first',
  tag,
  status: 200,
  params: byRepository,
  query: testIdSchema.extend({ limit: pageQuerySchema.shape.limit }),
  reply: z.object({ items: z.array(testOutcomeSchema) }),
});

export const listQuarantine = defineEndpoint({
  method: 'GET',
  path: '/deployer/repositories/:repository/quarantine',
  operation: 'listQuarantine',
  summary: 'Tests whose failures do not count, and those whose quarantine is over',
  tag,
  status: 200,
  params: byRepository,
  reply: z.object({ items: z.array(quarantineSchema) }),
});

export const quarantineTest = defineEndpoint({
  method: 'PUT',
  path: '/deployer/repositories/:repository/quarantine',
  operation: 'quarantineTest',
  summary: 'Have failures of a test not count until a day; of one that is there already, another day',
  tag,
  status: 200,
  params: byRepository,
  body: setQuarantineSchema,
  reply: quarantineSchema,
});

export const releaseTest = defineEndpoint({
  method: 'DELETE',
  path: '/deployer/repositories/:repository/quarantine',
  operation: 'releaseTest',
  summary: 'Have failures of a test count again',
  tag,
  status: 204,
  params: byRepository,
  query: testIdSchema,
});

export const listBest = defineEndpoint({
  method: 'GET',
  path: '/deployer/repositories/:repository/best',
  operation: 'listBest',
  summary: 'The best values so far, which gates against the best hold',
  tag,
  status: 200,
  params: byRepository,
  reply: z.object({ items: z.array(bestValueSchema) }),
});

export const resetBest = defineEndpoint({
  method: 'DELETE',
  path: '/deployer/repositories/:repository/best',
  operation: 'resetBest',
  summary: 'Forget the best value of a figure: the next good run of the target branch sets it anew',
  tag,
  status: 204,
  params: byRepository,
  query: z.object({ metric: z.string().min(1).max(500), reason: z.string().min(1).max(1000) }),
});
