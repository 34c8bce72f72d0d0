import { z } from 'zod';
import { gateSchema } from './gate.ts';

/** What a project says of itself: the file `oremill.config.ts`, or `oremill.yaml`, at the root of its repository. */

export const partNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, 'a name is lower case letters, digits and -, and begins with a letter');

export const durationSchema = z
  .string()
  .regex(/^\d{1,9}(ms|s|m|h|d)$/, 'a duration is a number with ms, s, m, h or d: 90s')
  .describe('A number with ms, s, m, h or d');

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Timers count to here, 24 days; a longer one ends at once. */
const TIMER_MS_MAX = 2 ** 31 - 1;

/** Of a valid duration, at most what a timer can wait. */
export function durationMs(duration: string): number {
  const [, number, unit] = /^(\d+)(\D+)$/.exec(duration) ?? [];
  return Math.min(Number(number) * UNIT_MS[unit as keyof typeof UNIT_MS], TIMER_MS_MAX);
}

const glob = z.string().min(1).max(1000).describe('Path below the root of the repository, with *, ** and ?');
const command = z
  .union([z.string().min(1).max(100_000), z.array(z.string().max(100_000)).min(1)])
  .describe('A script for `sh -e`, or a program with its arguments');
const variables = z.record(
  z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable is letters, digits and _'),
  z.string(),
);
const directory = z.string().min(1).max(1000).describe('Below the root of the repository');

/** Where a secret is found; its value is never in the config. */
export const secretSchema = z
  .union([
    z.strictObject({ env: z.string().describe('Variable of the engine’s own environment') }),
    z.strictObject({ file: z.string().describe('File of mode 0600 on the engine’s machine') }),
    z.strictObject({
      age: z.string().describe('File in the repository that age has encrypted'),
      identity: z.string().describe('File of mode 0600 on the engine’s machine with the identity'),
    }),
    z.strictObject({ command: z.array(z.string()).min(1).describe('Program that prints it') }),
  ])
  .meta({ id: 'SecretReference' });
export type SecretReference = z.infer<typeof secretSchema>;

/** When a service, or an app, is ready. */
export const readySchema = z
  .union([
    z.strictObject({ http: z.string().describe('Path, or URL; any answer below 400 is ready') }),
    z.strictObject({ port: z.union([z.number().int().min(1).max(65535), z.literal('PORT')]) }),
    z.strictObject({ log: z.string().describe('Regular expression that a line of its output matches') }),
    z.strictObject({ command: command.describe('Ready when it exits with 0') }),
  ])
  .meta({ id: 'Ready' });
export type Ready = z.infer<typeof readySchema>;

/** A process that is there while steps run: a database, a server. It gets a free port as PORT; steps get it as NAME_PORT. */
export const serviceSchema = z
  .strictObject({
    command,
    directory: directory.optional(),
    env: variables.default({}),
    ready: readySchema.optional(),
    timeout: durationSchema.default('60s').describe('Until it has to be ready'),
  })
  .meta({ id: 'PipelineService' });
export type PipelineService = z.infer<typeof serviceSchema>;

/** Folders that are kept for the next run that has the same key. */
export const cacheSchema = z
  .strictObject({
    paths: z.array(z.string().min(1)).min(1).describe('Below the root of the repository'),
    key: z.array(glob).default([]).describe('Files whose content makes the key'),
    fallback: z.boolean().default(true).describe('Where no cache has the key, take the newest'),
  })
  .meta({ id: 'PipelineCache' });
export type PipelineCache = z.infer<typeof cacheSchema>;

/** A step is done only where what it is of has changed; what has changed is told by git, turbo or nx. */
export const affectedSchema = z
  .union([
    z.strictObject({ paths: z.array(glob).min(1) }),
    z.strictObject({ turbo: z.string().describe('Name of a package, as turbo has it') }),
    z.strictObject({ nx: z.string().describe('Name of a project, as nx has it') }),
  ])
  .meta({ id: 'Affected' });
export type Affected = z.infer<typeof affectedSchema>;

export const retriesSchema = z
  .strictObject({
    times: z.number().int().min(1).max(20).describe('After the first attempt'),
    delay: durationSchema.default('1s').describe('Before the first of them'),
    factor: z.number().min(1).max(10).default(2).describe('Each delay is so many times the one before'),
  })
  .meta({ id: 'Retries' });

export const isolationSchema = z.union([
  z.literal('none'),
  z.literal('bubblewrap').describe('Sees its workspace and the system read-only, no other process, no home'),
  z
    .strictObject({ image: z.string().min(1), network: z.boolean().default(true) })
    .describe('docker or podman'),
]);
export type Isolation = z.infer<typeof isolationSchema>;

export const stepSchema = z
  .strictObject({
    run: command,
    directory: directory.optional(),
    env: variables.default({}),
    needs: z.array(partNameSchema).default([]).describe('Steps that come before'),
    when: z
      .enum(['success', 'always', 'onFailure'])
      .default('success')
      .describe('Of the steps before: all passed, whatever they did, or one has failed'),
    mayFail: z.boolean().default(false).describe('Its failure does not fail the run'),
    timeout: durationSchema.default('1h'),
    retries: retriesSchema.optional(),
    matrix: z
      .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.array(z.string()).min(1))
      .optional()
      .describe('The step is done for each combination, with these as variables'),
    services: z.array(partNameSchema).default([]),
    caches: z.array(partNameSchema).default([]),
    secrets: z.array(z.string()).default([]).describe('Given as variables of the same name'),
    artifacts: z
      .record(partNameSchema, z.array(glob).min(1))
      .default({})
      .describe('Files that are kept, by the name of the artifact'),
    uses: z
      .array(partNameSchema)
      .default([])
      .describe('Artifacts of steps before, unpacked to where they were'),
    reports: z.array(glob).default([]).describe('Reports of tools, that are measured'),
    affected: affectedSchema.optional(),
    isolation: isolationSchema.default('none'),
  })
  .meta({ id: 'PipelineStep' });
export type PipelineStep = z.infer<typeof stepSchema>;

export const triggersSchema = z
  .strictObject({
    branches: z.array(z.string().min(1)).default(['**']).describe('Globs of branches'),
    tags: z.array(z.string().min(1)).default([]).describe('Globs of tags'),
    pullRequests: z.boolean().default(true),
    schedule: z
      .array(
        z.strictObject({
          cron: z.string().describe('Five fields, UTC'),
          branch: z.string().default('main'),
        }),
      )
      .default([]),
  })
  .meta({ id: 'Triggers' });
export type Triggers = z.infer<typeof triggersSchema>;

/** Where a green commit goes; hosts and releases are of the rooms plan and apply. */
export const environmentSchema = z
  .strictObject({
    branches: z.array(z.string().min(1)).min(1).describe('Globs of branches that may go there'),
    needsApproval: z.boolean().default(false),
  })
  .meta({ id: 'Environment' });

/** What is brought besides the files of the commit. */
export const checkoutSchema = z
  .strictObject({
    submodules: z.boolean().default(false).describe('Those of submodules too'),
    lfs: z.boolean().default(false).describe('Bring large files, by git-lfs'),
  })
  .meta({ id: 'Checkout' });

export const pipelineSchema = z
  .strictObject({
    triggers: triggersSchema.prefault({}),
    checkout: checkoutSchema.prefault({}),
    targetBranch: z.string().default('main').describe('What changes are compared with'),
    env: variables.default({}),
    parallel: z.number().int().min(1).max(64).default(2).describe('Steps at once'),
    timeout: durationSchema.default('6h').describe('Of the whole run'),
    secrets: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), secretSchema).default({}),
    services: z.record(partNameSchema, serviceSchema).default({}),
    caches: z.record(partNameSchema, cacheSchema).default({}),
    steps: z
      .record(partNameSchema, stepSchema)
      .refine((steps) => Object.keys(steps).length > 0, 'there is no step'),
    gates: z.array(gateSchema).default([]),
    environments: z.record(partNameSchema, environmentSchema).default({}),
  })
  .meta({ id: 'Pipeline' });
export type Pipeline = z.output<typeof pipelineSchema>;
/** As a person writes it. */
export type PipelineInput = z.input<typeof pipelineSchema>;
