import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { jsonSchema } from '../json.ts';
import {
  createDatasetSchema,
  datasetNameSchema,
  datasetSchema,
  keyValueSchema,
  kvStatsSchema,
  pinsSchema,
  publishSchema,
  versionSchema,
} from './contracts.ts';
import { replicationSchema } from './replication.ts';
import { textOrBytesSchema } from './text-or-bytes.ts';

const tag = 'kv';
const byName = z.object({ name: datasetNameSchema });

export const listDatasets = defineEndpoint({
  method: 'GET',
  path: '/kv/datasets',
  operation: 'listDatasets',
  summary: 'Datasets with their versions and memory',
  tag,
  status: 200,
  reply: z.object({ items: z.array(datasetSchema) }),
});

export const getDataset = defineEndpoint({
  method: 'GET',
  path: '/kv/datasets/:name',
  operation: 'getDataset',
  summary: 'One dataset',
  tag,
  status: 200,
  params: byName,
  reply: datasetSchema,
});

export const createDataset = defineEndpoint({
  method: 'POST',
  path: '/kv/datasets',
  operation: 'createDataset',
  summary: 'Make a live dataset, which is written entry by entry',
  tag,
  status: 201,
  body: createDatasetSchema,
  reply: datasetSchema,
});

export const removeDataset = defineEndpoint({
  method: 'DELETE',
  path: '/kv/datasets/:name',
  operation: 'removeDataset',
  summary: 'Remove a dataset with all that is in it',
  tag,
  status: 204,
  params: byName,
});

export const publishVersion = defineEndpoint({
  method: 'POST',
  path: '/kv/datasets/:name/versions',
  operation: 'publishVersion',
  summary: 'Publish a new version: readers see the one before until it is whole',
  tag,
  status: 201,
  params: byName,
  body: publishSchema,
  reply: versionSchema,
});

export const rollBackDataset = defineEndpoint({
  method: 'POST',
  path: '/kv/datasets/:name/rollback',
  operation: 'rollBackDataset',
  summary: 'Serve a kept version again',
  tag,
  status: 200,
  params: byName,
  body: z
    .object({
      version: z.number().int().positive().optional().describe('The one before the served when absent'),
    })
    .strict(),
  reply: datasetSchema,
});

export const pinVersions = defineEndpoint({
  method: 'POST',
  path: '/kv/datasets/:name/pins',
  operation: 'pinVersions',
  summary: 'Show some users, or a share of connections, another version',
  tag,
  status: 200,
  params: byName,
  body: pinsSchema,
  reply: datasetSchema,
});

export const listKeys = defineEndpoint({
  method: 'GET',
  path: '/kv/datasets/:name/keys',
  operation: 'listKeys',
  summary: 'Entries whose keys begin with a prefix, in key order; in no order where none is kept',
  tag,
  status: 200,
  params: byName,
  query: z.object({
    prefix: z.string().max(1000).default(''),
    cursor: z.string().max(100_000).optional().describe('`nextCursor` of the page before'),
    limit: z.coerce.number().int().min(1).max(500).default(50),
    valueBytesMax: z.coerce
      .number()
      .int()
      .min(0)
      .max(65_536)
      .default(256)
      .describe('Of each value so much at most'),
  }),
  reply: z.object({ items: z.array(keyValueSchema), nextCursor: z.string().optional() }),
});

export const getStats = defineEndpoint({
  method: 'GET',
  path: '/kv/stats',
  operation: 'getKvStats',
  summary: 'What the store did since it started: connections, commands, latencies, hot keys',
  tag,
  status: 200,
  reply: kvStatsSchema,
});

export const promoteReplica = defineEndpoint({
  method: 'POST',
  path: '/kv/replication/promote',
  operation: 'promoteReplica',
  summary: 'Make a replica an ordinary store, which follows nobody and takes writes',
  tag,
  status: 200,
  reply: replicationSchema,
});

export const runCommand = defineEndpoint({
  method: 'POST',
  path: '/kv/commands',
  operation: 'runKvCommand',
  summary: 'Run one command of the RESP protocol',
  tag,
  status: 200,
  body: z.object({
    dataset: datasetNameSchema.optional(),
    command: z.array(textOrBytesSchema).min(1).max(1000).describe('["GET", "key"]'),
  }),
  reply: z.object({ reply: jsonSchema.describe('As RESP2 has it; an error is {"error": "ERR …"}') }),
});

export * from './value-endpoints.ts';
