import { z } from 'zod';
import { idSchema } from '../id.ts';
import { gateSchema, verdictSchema } from './gate.ts';
import { metricsSchema } from './report.ts';
import { commitSchema, repositoryNameSchema } from './run.ts';
import { runStateSchema } from './run-state.ts';

const count = z.number().int().nonnegative();
const suite = z.string().max(1000).describe('Empty where the report names none');
const testName = z.string().min(1).max(1000);

/** Which run it is, for who reads of it elsewhere. */
export const runMentionSchema = z
  .object({
    id: idSchema,
    repository: repositoryNameSchema,
    number: z.number().int().positive(),
    branch: z.string(),
    commit: commitSchema,
    subject: z.string(),
    state: runStateSchema,
  })
  .meta({ id: 'RunMention' });
export type RunMention = z.infer<typeof runMentionSchema>;

export const runVerdictSchema = z
  .object({
    run: runMentionSchema,
    verdict: verdictSchema,
    metrics: metricsSchema,
    markdown: z.string().describe('The verdict for people, for a comment at a forge say'),
  })
  .meta({ id: 'RunVerdict' });
export type RunVerdict = z.infer<typeof runVerdictSchema>;

export const replayedVerdictSchema = runVerdictSchema
  .extend({
    gates: z.array(gateSchema).describe('Which it was judged by'),
    lacks: z.string().optional().describe('What of the run is not kept any more, so that less is explained'),
  })
  .meta({ id: 'ReplayedVerdict' });
export type ReplayedVerdict = z.infer<typeof replayedVerdictSchema>;

/** One run, or several that follow one another where there are more than points were asked for. */
export const trendPointSchema = z
  .object({
    runId: idSchema.describe('The last of them'),
    number: z.number().int().positive(),
    commit: commitSchema,
    at: z.iso.datetime(),
    value: z.number().describe('Of the last of them'),
    low: z.number(),
    high: z.number(),
    runs: count,
  })
  .meta({ id: 'TrendPoint' });
export type TrendPoint = z.infer<typeof trendPointSchema>;

export const trendSchema = z
  .object({
    metric: z.string(),
    isMoreBetter: z.boolean(),
    points: z.array(trendPointSchema).describe('The oldest first'),
  })
  .meta({ id: 'Trend' });
export type Trend = z.infer<typeof trendSchema>;

export const trendsSchema = z
  .object({
    branch: z.string(),
    metrics: z.array(z.string()).describe('Figures that there are'),
    trends: z.array(trendSchema),
    nextCursor: z.string().optional().describe('For the runs before these'),
  })
  .meta({ id: 'Trends' });
export type Trends = z.infer<typeof trendsSchema>;

/** Figures of a project, where none are named. */
export const TREND_METRICS = [
  'tests.total',
  'tests.failed',
  'run.seconds',
  'coverage.lines',
  'duplication.lines',
  'size.code',
  'findings.total',
] as const;

export const QUARANTINE_DAYS_MAX = 90;

export const quarantineSchema = z
  .object({
    suite,
    name: testName,
    reason: z.string(),
    until: z.iso.datetime(),
    isOver: z.boolean().describe('Its failures count again'),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
  })
  .meta({ id: 'Quarantine' });
export type Quarantine = z.infer<typeof quarantineSchema>;

export const setQuarantineSchema = z
  .strictObject({
    suite: suite.default(''),
    name: testName,
    reason: z.string().min(1).max(1000).describe('Why, and who will mend it'),
    until: z.iso.datetime().describe(`At most ${QUARANTINE_DAYS_MAX} days from now`),
  })
  .meta({ id: 'SetQuarantine' });
export type SetQuarantine = z.output<typeof setQuarantineSchema>;

export const testIdSchema = z.object({ suite: suite.default(''), name: testName });
export type TestId = z.output<typeof testIdSchema>;

/** How a test has gone in its last runs. */
export const testHabitSchema = z
  .object({
    suite,
    name: z.string(),
    runs: count,
    failures: count,
    flips: count.describe('How often it went otherwise than in the run before on the same branch'),
    retried: count.describe('How often it passed when it was run again within a run'),
    secondsMedian: z.number().optional(),
    secondsMax: z.number().optional(),
    flaky: z.string().optional().describe('Why it is held for flaky, where it is'),
    quarantine: quarantineSchema.optional(),
  })
  .meta({ id: 'TestHabit' });
export type TestHabit = z.infer<typeof testHabitSchema>;

export const testOutcomeSchema = z
  .object({
    runId: idSchema,
    branch: z.string(),
    commit: commitSchema,
    outcome: z.enum(['passed', 'failed', 'errored', 'skipped']),
    isFlaky: z.boolean(),
    seconds: z.number().optional(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'TestOutcome' });
export type TestOutcome = z.infer<typeof testOutcomeSchema>;

/** The best value of a figure so far, which gates against the best hold. */
export const bestValueSchema = z
  .object({ branch: z.string(), metric: z.string(), value: z.number(), commit: z.string() })
  .meta({ id: 'BestValue' });
export type BestValue = z.infer<typeof bestValueSchema>;
