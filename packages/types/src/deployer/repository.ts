import { z } from 'zod';
import { errorReplySchema } from '../error-reply.ts';
import { idSchema } from '../id.ts';
import { repositoryNameSchema } from './run.ts';
import { runStateSchema } from './run-state.ts';

/** A repository that is looked at for changes. */

const DAY_MS = 86_400_000;

const branchSchema = z
  .string()
  .min(1)
  .max(250)
  .regex(/^(?!refs\/|-)[^\p{Cc} ~^:?*[\\]+$/u, 'that is no name of a branch');
const urlSchema = z
  .string()
  .min(1)
  .max(2000)
  .describe('https, ssh or git, or a path of the server’s machine that it may use; without a password');
const pollSchema = z
  .number()
  .int()
  .min(1000)
  .max(7 * DAY_MS)
  .nullable()
  .describe('Milliseconds between looks; null: it is not polled');

/** Where the secret of a webhook is found; it is read at each delivery, so a program that prints it will not do. */
export const webhookSecretSchema = z
  .union([
    z.strictObject({ env: z.string().min(1).max(200).describe('Variable of the server’s own environment') }),
    z.strictObject({
      file: z.string().min(1).max(4000).describe('File of mode 0600 on the server’s machine'),
    }),
  ])
  .meta({ id: 'WebhookSecret' });
export type WebhookSecret = z.infer<typeof webhookSecretSchema>;

export const repositorySchema = z
  .object({
    id: idSchema,
    name: repositoryNameSchema,
    url: z.string(),
    targetBranch: z.string(),
    pollMs: pollSchema,
    webhookSecret: webhookSecretSchema.optional(),
    hookFolder: z.string().optional().describe('The bare repository whose post-receive hook tells of pushes'),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    lookedAt: z.iso.datetime().optional().describe('The last look that has reached it'),
    nextLookAt: z.iso.datetime().optional(),
    lookFailures: z.number().int().nonnegative().describe('Looks since then that have not'),
    lookError: errorReplySchema.optional().describe('Of the last of these'),
    lastRun: z
      .object({
        id: idSchema,
        number: z.number().int().positive(),
        state: runStateSchema,
        finishedAt: z.iso.datetime(),
      })
      .optional()
      .describe('In a list: the newest run of the target branch that has passed or failed'),
  })
  .meta({ id: 'Repository' });
export type Repository = z.infer<typeof repositorySchema>;

export const POLL_MS_DEFAULT = 60_000;

export const addRepositorySchema = z
  .strictObject({
    name: repositoryNameSchema,
    url: urlSchema,
    targetBranch: branchSchema.default('main'),
    pollMs: pollSchema.default(POLL_MS_DEFAULT),
    webhookSecret: webhookSecretSchema.optional(),
  })
  .meta({ id: 'AddRepository' });
export type AddRepository = z.infer<typeof addRepositorySchema>;

/** What is left out stays. */
export const changeRepositorySchema = z
  .strictObject({
    url: urlSchema.optional(),
    targetBranch: branchSchema.optional(),
    pollMs: pollSchema.optional(),
    webhookSecret: webhookSecretSchema.nullable().optional(),
  })
  .meta({ id: 'ChangeRepository' });
export type ChangeRepository = z.infer<typeof changeRepositorySchema>;

/** A run that something has asked for; `isNew: false`, it was there. */
export const triggeredRunSchema = z
  .object({
    id: idSchema,
    number: z.number().int(),
    branch: z.string(),
    commit: z.string(),
    isNew: z.boolean(),
  })
  .meta({ id: 'TriggeredRun' });
export type TriggeredRun = z.infer<typeof triggeredRunSchema>;

export const triggeredSchema = z
  .object({
    runs: z.array(triggeredRunSchema),
    ignored: z.string().optional().describe('Why there is none'),
  })
  .meta({ id: 'Triggered' });
export type Triggered = z.infer<typeof triggeredSchema>;

export const forgeNameSchema = z.enum(['github', 'gitlab', 'gitea', 'forgejo', 'bitbucket']);
export type ForgeName = z.infer<typeof forgeNameSchema>;
