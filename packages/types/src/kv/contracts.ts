import { z } from 'zod';
import { compressionSchema, nextCompressionSchema } from './compression.ts';
import { replicaDatasetSchema, replicationSchema } from './replication.ts';
import { textOrBytesSchema } from './text-or-bytes.ts';

/** Words that are other paths of the API below `/kv/`, or mean something to a client. */
const RESERVED = new Set(['datasets', 'stats', 'socket', 'commands', 'replication']);

export const datasetNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, 'a dataset’s name is lower case letters, digits and -')
  .refine((name) => !RESERVED.has(name), 'this name is taken by the API');

/** `published`: versions that never change, switched as a whole. `live`: written entry by entry, with expiry and a log. */
export const datasetKindSchema = z.enum(['published', 'live']);

/** When a write is acknowledged: after it is on the disk, within a second of that, or at once. */
export const fsyncSchema = z.enum(['always', 'everysec', 'off']);
export type Fsync = z.infer<typeof fsyncSchema>;

/** What happens when a dataset has reached its limit of memory. */
export const evictionSchema = z.enum(['refuse', 'evict-oldest', 'evict-expiring']);
export type Eviction = z.infer<typeof evictionSchema>;

const bytes = z.number().int().nonnegative();
const count = z.number().int().nonnegative();

/** Where the memory of a dataset is, to the byte. */
export const datasetMemorySchema = z
  .object({
    keyBytes: bytes,
    valueBytes: bytes.describe('As they are stored: compressed, where the dataset is'),
    expiryBytes: bytes,
    headerBytes: bytes.describe('Lengths and flags before each record'),
    indexBytes: bytes,
    orderBytes: bytes.describe('The index in key order; 0 without one'),
    deadBytes: bytes.describe('Overwritten, deleted or expired, and not yet cleaned away'),
    freeBytes: bytes.describe('Taken from the system and not used yet'),
    fixedBytes: bytes.describe('Buffers and tables that do not depend on the data'),
    totalBytes: bytes.describe('The sum: what the dataset has taken from the system'),
  })
  .meta({ id: 'DatasetMemory' });
export type DatasetMemory = z.infer<typeof datasetMemorySchema>;

export const versionSchema = z
  .object({
    number: z.number().int().positive(),
    publishedAt: z.iso.datetime(),
    source: z.string().describe('What it was made of'),
    base: z.number().int().positive().optional().describe('The version that it was a delta on'),
    entries: count,
    imageBytes: bytes.describe('Of its files, which are as large in memory'),
    parts: z.number().int().min(2).optional().describe('Images that it consists of, where they are several'),
    isServed: z.boolean(),
    isResident: z.boolean().describe('In memory: a rollback to it takes milliseconds'),
    memoryBytes: bytes.optional().describe('Of one that is in memory'),
  })
  .meta({ id: 'Version' });
export type Version = z.infer<typeof versionSchema>;

/** Some readers see another version than the one that is served. */
export const pinsSchema = z
  .object({
    users: z.record(z.string(), z.number().int().positive()).describe('Version by name of the user'),
    share: z
      .object({ version: z.number().int().positive(), percent: z.number().min(0).max(100) })
      .optional()
      .describe('Of all connections, those that see this version'),
  })
  .meta({ id: 'Pins' });
export type Pins = z.infer<typeof pinsSchema>;

export const datasetSchema = z
  .object({
    name: datasetNameSchema,
    kind: datasetKindSchema,
    createdAt: z.iso.datetime(),
    entries: count,
    memory: datasetMemorySchema.describe('Of a published dataset, that of the served version'),
    memoryBytes: bytes.describe('Of all its versions that are in memory'),
    compression: compressionSchema,
    isOrdered: z.boolean().describe('Keys are kept in order, so that prefixes can be asked for'),
    parts: z
      .array(z.object({ entries: count, totalBytes: bytes }))
      .optional()
      .describe('The tables that it consists of, where they are several: each ends at 4 GiB'),
    fsync: fsyncSchema.optional().describe('Of a live dataset'),
    evicted: count
      .optional()
      .describe('Of a live dataset: entries that gave room to others since it was opened'),
    versions: z.array(versionSchema).describe('Of a published dataset, newest first'),
    pins: pinsSchema.optional(),
    problem: z.string().optional().describe('Why it cannot be written, or not be read'),
    replica: replicaDatasetSchema
      .omit({ name: true })
      .extend({ leader: z.string() })
      .optional()
      .describe('Of a replica: how it is kept the same as on its leader'),
  })
  .meta({ id: 'Dataset' });
export type DatasetReport = z.infer<typeof datasetSchema>;

export const createDatasetSchema = z
  .object({
    name: datasetNameSchema,
    fsync: fsyncSchema.default('everysec'),
    maxBytes: z
      .number()
      .int()
      .min(16 * 2 ** 20)
      .optional()
      .describe('Memory it may take, 16 MiB at least; no limit when absent'),
    eviction: evictionSchema.default('refuse'),
    isOrdered: z.boolean().default(true),
    parts: z
      .number()
      .int()
      .min(1)
      .max(256)
      .optional()
      .describe('Tables that it has, each of at most 4 GiB; what it may take is divided among them'),
  })
  .strict()
  .refine(
    ({ maxBytes = Number.POSITIVE_INFINITY, parts = 1 }) => maxBytes / parts >= 16 * 2 ** 20,
    'each part takes 16 MiB at least',
  )
  .meta({ id: 'CreateDataset' });
export type CreateDataset = z.input<typeof createDatasetSchema>;

export const publishSchema = z
  .object({
    executionId: z.string().optional().describe('A succeeded execution whose output is published'),
    source: z
      .string()
      .optional()
      .describe('Or a TSV file, a folder with a manifest, a table image: below an allowed folder, or s3://'),
    isDelta: z
      .boolean()
      .default(false)
      .describe('Entries are put over those of the served version instead of replacing them'),
    compression: nextCompressionSchema,
    isOrdered: z.boolean().optional().describe('As the version before, or true'),
    parts: z
      .number()
      .int()
      .min(1)
      .max(256)
      .optional()
      .describe('Images to make, each of less than 4 GiB; as many as the source needs'),
    keep: z.number().int().min(1).max(100).optional().describe('Versions to keep; 3 unless told otherwise'),
    duplicates: z.enum(['last', 'first', 'error']).default('last').describe('Which of equal keys counts'),
    badLinesMax: z.number().int().nonnegative().default(0),
    allowsEmpty: z.boolean().default(false).describe('Sources without entries are meant'),
  })
  .strict()
  .refine(
    ({ executionId, source }) => (executionId === undefined) !== (source === undefined),
    'give executionId or source',
  )
  .meta({ id: 'Publish' });
export type Publish = z.input<typeof publishSchema>;

export const keyValueSchema = z
  .object({
    key: textOrBytesSchema,
    value: textOrBytesSchema.describe('Its beginning only, where it is long'),
    valueBytes: bytes,
    isTruncated: z.boolean(),
    expiresAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'KeyValue' });
export type KeyValueReport = z.infer<typeof keyValueSchema>;

export const commandLatencySchema = z
  .object({ command: z.string(), calls: count, p50Us: z.number(), p99Us: z.number(), maxUs: z.number() })
  .meta({ id: 'CommandLatency' });

/** Totals since the server started; who wants rates asks twice. */
export const kvStatsSchema = z
  .object({
    startedAt: z.iso.datetime(),
    now: z.iso.datetime(),
    address: z.string().optional().describe('Of the RESP port'),
    connections: count,
    commands: count,
    hits: count,
    misses: count,
    receivedBytes: bytes,
    sentBytes: bytes,
    memoryBytes: bytes.describe('Of all datasets'),
    latencies: z.array(commandLatencySchema),
    replication: replicationSchema,
    hotKeys: z.array(z.object({ dataset: z.string(), key: textOrBytesSchema, calls: count })),
  })
  .meta({ id: 'KvStats' });
export type KvStats = z.infer<typeof kvStatsSchema>;
