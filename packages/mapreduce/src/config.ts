import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { findDataFolder } from '@oremill/runtime';
import { runnerSchema } from '@oremill/types';
import { z } from 'zod';

const KIB = 1024;
const MIB = 1024 * KIB;

const positive = z.number().int().positive();

/** Bounds of memory, files and time; a test makes them small to reach the rare paths. */
export const limitsSchema = z.object({
  chunkBytes: positive.default(MIB).describe('Bytes of input read at once, bytes'),
  lineBytesMax: positive.default(64 * MIB).describe('A longer line is a skipped record, bytes'),
  fileBytesMax: positive.default(256 * MIB).describe('A larger whole-file record is skipped, bytes'),
  splitBytesMin: positive.default(MIB).describe('Smaller inputs are one map task, bytes'),
  splitBytesMax: positive.default(32 * MIB).describe('Input of one map task at most, bytes'),
  arenaBytes: positive
    .default(256 * MIB)
    .describe('Pairs of a task held before they are sorted and spilled, at most; less when memory is, bytes'),
  partBytes: positive
    .default(1024 * MIB)
    .describe('A part that is collected in memory, as a table image is, at most; less when memory is, bytes'),
  writeBytes: positive.default(MIB).describe('Buffer in front of each file written, bytes'),
  mergeFanIn: z.number().int().min(2).default(64).describe('Segments merged at once'),
  mergeBytes: positive.default(16 * MIB).describe('Buffers of one merge together, bytes'),
  taskMsMax: positive
    .default(600_000)
    .describe('A task that handles no record for so long hangs, milliseconds'),
  attemptsMax: positive.default(2).describe('Times that a failing task is tried, each on a fresh worker'),
});

/** How an execution is run; what is absent takes its default. */
export const configSchema = z.object({
  runner: runnerSchema.default('threads'),
  workers: positive
    .max(64)
    .optional()
    .describe('Default: one for each core, if the memory is enough for them'),
  memoryBytes: positive.default(512 * MIB).describe('Bound of the whole run, bytes'),
  partitions: positive.max(4096).default(4).describe('Reducers, and so parts'),
  compression: z.enum(['none', 'gzip', 'zstd']).default('none').describe('Of the parts'),
  overwrite: z.boolean().default(false).describe('Replace an output that is there'),
  skipLimit: z
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe('Skipped records that are too many, less one'),
  skipShareMax: z.number().min(0).max(1).optional().describe('Share of records that may be skipped'),
  limits: limitsSchema.prefault({}),
});
export type Config = z.infer<typeof configSchema>;

export type Limits = z.infer<typeof limitsSchema>;

/** Where what goes to S3 is made first: it has to outlive a power cut, as a temporary folder may not. */
export function stagingFolder(): string {
  return join(findDataFolder(process.env, process.cwd()), 'mapreduce', 'outputs');
}

export function coresOf(): number {
  return availableParallelism();
}
