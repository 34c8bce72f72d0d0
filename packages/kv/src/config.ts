import { z } from 'zod';

const KIB = 1024;
const MIB = 1024 * KIB;

const positive = z.number().int().positive();

/** Bounds of the RESP server; a test makes them small to reach the rare paths. */
export const serverLimitsSchema = z.object({
  connectionsMax: positive.default(10_000).describe('Further ones are refused'),
  keyBytesMax: positive.default(64 * KIB).describe('Of a key that is written, bytes'),
  valueBytesMax: positive.default(64 * MIB).describe('Of one argument of a command, bytes'),
  requestBytesMax: positive.default(256 * MIB).describe('Of one command with all its arguments, bytes'),
  requestArgumentsMax: positive.default(1024 * KIB).describe('Arguments of one command'),
  inlineBytesMax: positive.default(64 * KIB).describe('Of a command typed as a line, bytes'),
  outputPauseBytes: positive
    .default(4 * MIB)
    .describe('A connection that has so much unsent is not read from until it is sent, bytes'),
  outputBytesMax: positive
    .default(256 * MIB)
    .describe('A connection whose replies exceed this is cut, bytes'),
  outputStalledMsMax: positive
    .default(60_000)
    .describe('A client that takes nothing of its replies for so long is cut, milliseconds'),
  idleMsMax: z
    .number()
    .int()
    .nonnegative()
    .default(0)
    .describe('A client that says nothing for so long is cut; 0: never, milliseconds'),
  signInMsMax: positive
    .default(10_000)
    .describe('A client that has not signed in for so long is cut, milliseconds'),
  signInBytesMax: positive.default(64 * KIB).describe('Received before signing in, bytes'),
  signInTriesMax: positive.default(8).describe('Failed tries before a connection is cut'),
  signInDelayMs: z
    .number()
    .int()
    .nonnegative()
    .default(100)
    .describe('Delay of the answer to a failed try, doubled by each, milliseconds'),
  keysMax: positive.default(1_000_000).describe('KEYS and RANDOM walks refuse larger datasets'),
  sweepMs: positive.default(1_000).describe('Between looks for clients to cut, milliseconds'),
});
export type ServerLimits = z.infer<typeof serverLimitsSchema>;

const password = z
  .string()
  .regex(/^(sha256:[0-9a-f]{64}|scrypt:\d+:\d+:\d+:[\w-]+:[\w-]+)$/)
  .describe('What hashPassword or hashToken gave; without one, anybody is this user');

/** Who may sign in, and what they may do with which datasets. */
export const userSchema = z.object({
  name: z.string().regex(/^[^\s]{1,128}$/),
  password: password.optional(),
  datasets: z.array(z.string()).default(['*']).describe('Names, * stands for any characters'),
  verbs: z.array(z.enum(['read', 'write', 'admin', 'follow'])).default(['read']),
  defaultDataset: z.string().optional().describe('Used until SELECT names another'),
});
export type User = z.infer<typeof userSchema>;

/** For redirections: this server answers as a cluster of one node. */
export const clusterIdentitySchema = z.object({
  nodeId: z.string().regex(/^[0-9a-f]{40}$/),
  host: z.string(),
  port: positive.max(65_535),
});
export type ClusterIdentity = z.infer<typeof clusterIdentitySchema>;
