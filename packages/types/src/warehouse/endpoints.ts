import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema } from '../id.ts';
import { pageQuerySchema, pageSchema } from '../pagination.ts';
import {
  loadModeSchema,
  loadSchema,
  queryReplySchema,
  queryRequestSchema,
  tableNameSchema,
  tableSchema,
} from './contracts.ts';

const tag = 'warehouse';

export const listTables = defineEndpoint({
  method: 'GET',
  path: '/warehouse/tables',
  operation: 'listTables',
  summary: 'Tables with their size and newest load',
  tag,
  status: 200,
  reply: z.object({ items: z.array(tableSchema) }),
});

export const getTable = defineEndpoint({
  method: 'GET',
  path: '/warehouse/tables/:name',
  operation: 'getTable',
  summary: 'One table',
  tag,
  status: 200,
  params: z.object({ name: tableNameSchema }),
  reply: tableSchema,
});

export const startLoadSchema = z
  .object({
    executionId: idSchema.describe('A succeeded execution whose output is to be loaded'),
    table: tableNameSchema,
    mode: loadModeSchema.default('replace'),
  })
  .strict()
  .meta({ id: 'StartLoad' });

export const startLoad = defineEndpoint({
  method: 'POST',
  path: '/warehouse/loads',
  operation: 'startLoad',
  summary: 'Load an execution’s output into a table, in one transaction',
  tag,
  status: 201,
  body: startLoadSchema,
  reply: loadSchema,
});

export const listLoads = defineEndpoint({
  method: 'GET',
  path: '/warehouse/loads',
  operation: 'listLoads',
  summary: 'Loads, newest first',
  tag,
  status: 200,
  query: pageQuerySchema.extend({ table: tableNameSchema.optional() }),
  reply: pageSchema(loadSchema),
});

export const runQuery = defineEndpoint({
  method: 'POST',
  path: '/warehouse/queries',
  operation: 'runQuery',
  summary: 'Run one read-only statement',
  tag,
  status: 200,
  body: queryRequestSchema,
  reply: queryReplySchema,
});
