import { deployerError, parseBytes } from '@oremill/types';
import { z } from 'zod';

/** How long, and how much, is kept of what steps leave on this machine. */
export interface StoreLimits {
  readonly logDays: number;
  readonly logBytesMax: number;
  readonly stepLogBytesMax: number;
  readonly artifactDays: number;
  readonly artifactBytesMax: number;
  readonly cacheDays: number;
  readonly cacheBytesMax: number;
  readonly archiveBytesMax: number;
  readonly workspaceDays: number;
}

const days = (standard: number) => z.coerce.number().positive().default(standard);
const size = (standard: string) =>
  z
    .string()
    .refine((text) => (parseBytes(text) ?? 0) > 0, 'it is a size: 20GiB')
    .default(standard);

/** Variables of the engine's environment. */
export const storeEnvironmentSchema = z.object({
  OREMILL_STEP_VARIABLES: z
    .string()
    .default('')
    .describe('Variables that steps of runs get as well, with commas between: HTTPS_PROXY,JAVA_HOME'),
  OREMILL_STEP_ISOLATION: z
    .enum(['none', 'forks', 'all'])
    .default('none')
    .describe('Whose steps are done in bubblewrap where they ask for no isolation'),
  OREMILL_LOG_DAYS: days(90).describe('Logs and reports of runs are kept for so many days'),
  OREMILL_LOG_BYTES_MAX: size('20GiB').describe('All logs of runs; the oldest go first'),
  OREMILL_STEP_LOG_BYTES_MAX: size('256MiB').describe('Log of one attempt of a step; the rest is cut'),
  OREMILL_ARTIFACT_DAYS: days(30).describe('Artifacts are kept for so many days since they were used'),
  OREMILL_ARTIFACT_BYTES_MAX: size('20GiB').describe('All artifacts; the least recently used go first'),
  OREMILL_CACHE_DAYS: days(30).describe('Caches are kept for so many days since they were used'),
  OREMILL_CACHE_BYTES_MAX: size('20GiB').describe('All caches; the least recently used go first'),
  OREMILL_ARCHIVE_BYTES_MAX: size('4GiB').describe('One artifact or cache, before it is compressed'),
  OREMILL_WORKSPACE_DAYS: days(7).describe('Workspaces that a lost engine has left'),
});

export function storeLimitsOf(environment: NodeJS.ProcessEnv): StoreLimits {
  const given = readStoreEnvironment(environment);
  const bytes = (text: string) => parseBytes(text) ?? 0;
  return {
    logDays: given.OREMILL_LOG_DAYS,
    logBytesMax: bytes(given.OREMILL_LOG_BYTES_MAX),
    stepLogBytesMax: bytes(given.OREMILL_STEP_LOG_BYTES_MAX),
    artifactDays: given.OREMILL_ARTIFACT_DAYS,
    artifactBytesMax: bytes(given.OREMILL_ARTIFACT_BYTES_MAX),
    cacheDays: given.OREMILL_CACHE_DAYS,
    cacheBytesMax: bytes(given.OREMILL_CACHE_BYTES_MAX),
    archiveBytesMax: bytes(given.OREMILL_ARCHIVE_BYTES_MAX),
    workspaceDays: given.OREMILL_WORKSPACE_DAYS,
  };
}

/** What whoever runs the engine says of steps, whatever a pipeline says. */
export interface StepRules {
  /** Names of variables that steps get besides those that all of them do. */
  readonly passOn: readonly string[];
  /** Whose steps are never done without isolation. */
  readonly isolated: 'none' | 'forks' | 'all';
}

export function stepRulesOf(environment: NodeJS.ProcessEnv): StepRules {
  const given = readStoreEnvironment(environment);
  const names = given.OREMILL_STEP_VARIABLES.split(',').map((name) => name.trim());
  return { passOn: names.filter((name) => name !== ''), isolated: given.OREMILL_STEP_ISOLATION };
}

function readStoreEnvironment(environment: NodeJS.ProcessEnv): z.output<typeof storeEnvironmentSchema> {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = storeEnvironmentSchema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw deployerError('LIMIT_INVALID', `${issue?.path.join('.')}: ${issue?.message}`, {
    hint: 'How much is kept is told in days, and in sizes as 20GiB.',
  });
}
