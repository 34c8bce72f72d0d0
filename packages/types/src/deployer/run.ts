import { z } from 'zod';
import { errorReplySchema } from '../error-reply.ts';
import { idSchema } from '../id.ts';
import { verdictSchema } from './gate.ts';
import { metricsSchema } from './report.ts';
import { runStateSchema, stepStateSchema } from './run-state.ts';

export const commitSchema = z
  .string()
  .regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, 'a commit is 40 or 64 hexadecimal digits');
const count = z.number().int().nonnegative();

export const repositoryNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, 'a repository name is lower case letters, digits, ., _ and -');

export const runTriggerSchema = z
  .object({
    kind: z.enum(['poll', 'webhook', 'hook', 'schedule', 'person', 'rerun']),
    by: z.string().describe('Who, or what, asked: a name of a token, a forge, a person the forge names'),
    reason: z.string().max(1000).optional(),
    pullRequest: z.string().max(100).optional(),
    fromFork: z.boolean().default(false).describe('It is approved first, and gets no secret'),
  })
  .meta({ id: 'RunTrigger' });
export type RunTrigger = z.infer<typeof runTriggerSchema>;

export const artifactSchema = z
  .object({
    name: z.string(),
    digest: z.string().describe('sha256 of its archive'),
    bytes: count,
    files: count,
  })
  .meta({ id: 'Artifact' });
export type Artifact = z.infer<typeof artifactSchema>;

export const runStepSchema = z
  .object({
    name: z.string(),
    needs: z.array(z.string()),
    state: stepStateSchema,
    attempt: count.describe(
      '0 before it was started; more than 1 where it was tried again, or an engine was lost',
    ),
    startedAt: z.iso.datetime().optional(),
    finishedAt: z.iso.datetime().optional(),
    exitCode: z.number().int().optional(),
    signal: z.string().optional(),
    /** Why it failed, was skipped or was cancelled. */
    reason: z.string().optional(),
    error: errorReplySchema.optional(),
    mayFail: z.boolean(),
    artifacts: z.array(artifactSchema),
    keptFrom: idSchema.optional().describe('The run that did it, where a rerun has kept it'),
    logLines: count,
    logBytes: count,
  })
  .meta({ id: 'RunStep' });
export type RunStep = z.infer<typeof runStepSchema>;

export const runSchema = z
  .object({
    id: idSchema,
    repository: repositoryNameSchema,
    number: z.number().int().positive().describe('Within its repository'),
    branch: z.string(),
    commit: commitSchema,
    subject: z.string().describe('First line of the commit’s message'),
    author: z.string(),
    trigger: runTriggerSchema,
    state: runStateSchema,
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().optional(),
    finishedAt: z.iso.datetime().optional(),
    steps: z.array(runStepSchema).describe('None before its config was read'),
    metrics: metricsSchema.optional(),
    verdict: verdictSchema.optional(),
    error: errorReplySchema.optional().describe('Why it failed, where no step did'),
    cancelledBy: z.string().optional(),
    approvedBy: z.string().optional(),
    rerunOf: idSchema.optional(),
    supersededBy: idSchema.optional(),
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof runSchema>;

/** A line of a step's log. */
export const logLineSchema = z
  .object({
    line: count.describe('From 0'),
    atMs: z.number().describe('Since the epoch'),
    stream: z.enum(['out', 'err', 'engine']),
    text: z.string(),
  })
  .meta({ id: 'LogLine' });
export type LogLine = z.infer<typeof logLineSchema>;

/** What a token may do: look; start, cancel and approve; and change repositories and tokens. */
export const roleSchema = z.enum(['viewer', 'operator', 'admin']);
export type Role = z.infer<typeof roleSchema>;

const RANKS: Readonly<Record<Role, number>> = { viewer: 0, operator: 1, admin: 2 };

/** Whether who has the one role may do what wants the other. */
export function includesRole(held: Role, wanted: Role): boolean {
  return RANKS[held] >= RANKS[wanted];
}

/** Who does something: kept with every change. */
export interface Actor {
  readonly name: string;
  readonly role: Role;
}
