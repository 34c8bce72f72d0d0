import { availableParallelism } from 'node:os';
import { z } from 'zod';

const KIB = 1024;
const MIB = 1024 * KIB;

const positive = z.number().int().positive();

/** Bounds of memory and of files; a test makes them small to reach the rare paths. */
export const limitsSchema = z.object({
  chunkBytes: positive.default(MIB).describe('Bytes of input read at once, bytes'),
  lineBytesMax: positive.default(64 * MIB).describe('A longer line is a skipped record, bytes'),
  splitBytesMin: positive.default(MIB).describe('Smaller inputs are one map task, bytes'),
  splitBytesMax: positive.default(32 * MIB).describe('Input of one map task at most, bytes'),
  spillBytes: positive.default(32 * MIB).describe('Pairs are sorted and spilled beyond this, bytes'),
  recordPairsBytesMax: positive.default(512 * MIB).describe('What one record may emit, bytes'),
  writeBytes: positive.default(MIB).describe('Buffer in front of each file written, bytes'),
  mergeFanIn: z.number().int().min(2).default(64).describe('Segments merged at once'),
  mergeBytes: positive.default(16 * MIB).describe('Buffers of one merge together, bytes'),
});
export type Limits = z.infer<typeof limitsSchema>;

/** How an execution is run; what is absent takes its default. */
export const configSchema = z.object({
  runner: z.enum(['inline', 'threads']).default('threads'),
  workers: positive.max(64).default(() => availableParallelism()),
  partitions: positive.max(4096).default(4).describe('Reducers, and so parts'),
  skipLimit: z
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('Skipped records that are too many, less one'),
  limits: limitsSchema.prefault({}),
});
export type Config = z.infer<typeof configSchema>;
