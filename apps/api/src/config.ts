import { availableParallelism } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import {
  type EngineLimits,
  engineLimitsSchema,
  repositoryRoots,
  storeEnvironmentSchema,
} from '@oremill/deployer';
import type { ReplicaOf } from '@oremill/kv';
import { findDataFolder } from '@oremill/runtime';
import { parseBytes, platformError } from '@oremill/types';
import { z } from 'zod';

const bytesSchema = z.string().transform((text, context) => {
  const bytes = parseBytes(text);
  if (bytes !== undefined) return bytes;
  context.addIssue({ code: 'custom', message: 'expected bytes such as 64MiB' });
  return z.NEVER;
});

/** The environment that the platform reads; nothing else does. Names are the keys, units are in the text. */
export const environmentSchema = z.object({
  OREMILL_DATA: z.string().optional().describe('Folder of all state; default .data in the workspace'),
  OREMILL_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on; loopback unless told otherwise'),
  OREMILL_PORT: z.coerce.number().int().min(0).max(65_535).default(7420).describe('0 takes a free one'),
  OREMILL_KV_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address on which the key-value store speaks RESP; loopback unless told otherwise'),
  OREMILL_KV_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('Its port; default one above OREMILL_PORT, and a free one where that is 0'),
  OREMILL_KV_REPLICA_OF: z
    .string()
    .optional()
    .describe(
      'A key-value server, redis://[user@]host:port, that the store follows: it is a replica and takes no writes',
    ),
  OREMILL_KV_LEADER_PASSWORD_FILE: z.string().optional().describe('File with the password for that server'),
  OREMILL_KV_LEADER_TLS_CA: z
    .string()
    .optional()
    .describe('File with the authority of its certificate, for rediss://'),
  OREMILL_KV_REPLICA_DATASETS: z
    .string()
    .optional()
    .describe('Datasets to follow, comma-separated; default all that its user may read'),
  OREMILL_PUBLIC_ORIGINS: z
    .string()
    .default('')
    .describe('Origins besides loopback that browsers may use, comma-separated: https://oremill.example'),
  OREMILL_INPUT_ROOTS: z
    .string()
    .default('')
    .describe(
      'Folders that jobs started over HTTP may read, separated like PATH; uploads and samples always are',
    ),
  OREMILL_UPLOAD_BYTES_MAX: bytesSchema.default(10 * 2 ** 30).describe('Largest upload; default 10GiB'),
  OREMILL_WORKERS: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .optional()
    .describe('Threads a job gets; default one a core'),
  OREMILL_RUNNING_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .max(16)
    .default(2)
    .describe('Executions at the same time'),
  OREMILL_REPOSITORY_ROOTS: z
    .string()
    .default('')
    .describe(
      'Folders of this machine that repositories of the deployer may be in, separated like PATH; `repositories` in the data folder always is',
    ),
  OREMILL_RUNS_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(2)
    .describe('Runs of the deployer at the same time'),
  ...storeEnvironmentSchema.shape,
  OREMILL_LOG: z
    .string()
    .optional()
    .describe('Log file, or - for stderr; default log/api.1.jsonl in the data folder'),
  OREMILL_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error'])
    .default('info')
    .describe('Least level kept'),
  DATABASE_URL: z.string().optional().describe('A Postgres server to use instead of the embedded one'),
});

export interface Config {
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  /** Where the key-value store is served, and whom it follows. */
  readonly kv: {
    readonly host: string;
    readonly port: number;
    readonly replicaOf: ReplicaOf | undefined;
  };
  readonly publicOrigins: readonly string[];
  readonly inputRoots: readonly string[];
  readonly uploadBytesMax: number;
  readonly workers: number;
  readonly runningMax: number;
  /** Where repositories of this machine may be. */
  readonly repositoryRoots: readonly string[];
  /** Of the deployer's engine. */
  readonly engine: EngineLimits;
  /** Of it steps of runs get what they need, and none of the platform's credentials. */
  readonly environment: NodeJS.ProcessEnv;
  readonly logFile: string | undefined;
  readonly logLevel: string;
  readonly databaseUrl: string | undefined;
}

/** Throws CONFIG_INVALID naming the variable. */
export function readConfig(environment: NodeJS.ProcessEnv, workspace: string): Config {
  const parsed = environmentSchema.safeParse(withoutEmpty(environment));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw platformError('CONFIG_INVALID', `${issue?.path.join('.')}: ${issue?.message}`, {
      hint: 'The configuration page, docs/reference/configuration.md, lists what each variable takes.',
    });
  }
  const values = parsed.data;
  const dataFolder = findDataFolder(environment, workspace);
  const origins = values.OREMILL_PUBLIC_ORIGINS.split(',').filter((text) => text.trim() !== '');
  return {
    dataFolder,
    host: values.OREMILL_HOST,
    port: values.OREMILL_PORT,
    kv: {
      host: values.OREMILL_KV_HOST,
      port: values.OREMILL_KV_PORT ?? (values.OREMILL_PORT === 0 ? 0 : values.OREMILL_PORT + 1),
      replicaOf: readReplicaOf(values),
    },
    publicOrigins: origins.map(readOrigin),
    inputRoots: [
      join(dataFolder, 'samples'),
      ...values.OREMILL_INPUT_ROOTS.split(delimiter)
        .filter((root) => root !== '')
        .map((root) => resolve(root)),
    ],
    repositoryRoots: repositoryRoots(dataFolder, values.OREMILL_REPOSITORY_ROOTS),
    uploadBytesMax: values.OREMILL_UPLOAD_BYTES_MAX,
    workers: values.OREMILL_WORKERS ?? availableParallelism(),
    runningMax: values.OREMILL_RUNNING_MAX,
    engine: engineLimitsSchema.parse({ runsMax: values.OREMILL_RUNS_MAX }),
    environment,
    logFile:
      values.OREMILL_LOG === '-' ? undefined : (values.OREMILL_LOG ?? join(dataFolder, 'log', 'api.jsonl')),
    logLevel: values.OREMILL_LOG_LEVEL,
    databaseUrl: values.DATABASE_URL,
  };
}

function readReplicaOf(values: z.infer<typeof environmentSchema>): ReplicaOf | undefined {
  const leader = values.OREMILL_KV_REPLICA_OF;
  if (leader === undefined) return undefined;
  const file = values.OREMILL_KV_LEADER_PASSWORD_FILE;
  const caFile = values.OREMILL_KV_LEADER_TLS_CA;
  return {
    leader,
    datasets: values.OREMILL_KV_REPLICA_DATASETS?.split(',').map((name) => name.trim()),
    ...(file === undefined ? {} : { password: { file } }),
    ...(caFile === undefined ? {} : { tls: { caFile } }),
  };
}

function readOrigin(text: string): string {
  const origin = URL.canParse(text.trim()) ? new URL(text.trim()).origin : 'null';
  if (origin !== 'null') return origin;
  throw platformError('CONFIG_INVALID', `OREMILL_PUBLIC_ORIGINS: ${text.trim()} is no origin`, {
    hint: 'Write scheme and host, such as https://oremill.example.',
  });
}

/** `OREMILL_PORT= npm start` means the default, as it does for a shell. */
function withoutEmpty(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}
