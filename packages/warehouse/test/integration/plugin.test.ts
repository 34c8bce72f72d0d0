import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, mapreduceError, toErrorReply } from '@oremill/types';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { warehousePlugin } from '../../src/plugin.ts';
import { QUERY_ROLE } from '../../src/query/role.ts';
import { useWorld, writeOutput } from './world.ts';

const world = useWorld();
const executionId = '0'.repeat(20);
let app: FastifyInstance;

beforeAll(async () => {
  app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, _, reply) => {
    const status =
      error instanceof AppError ? error.status : ((error as { statusCode?: number }).statusCode ?? 500);
    return reply.code(status).send(toErrorReply(error));
  });
  const source = writeOutput(world().folder, ['a\t1\t0.5\n']);
  await app.register(warehousePlugin, {
    warehouse: world().warehouse,
    outputOf: async (id: string) => {
      if (id === executionId) return source;
      throw mapreduceError('EXECUTION_MISSING', `there is no execution ${id}`);
    },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

it('an execution’s output is loaded, listed and asked', async () => {
  const load = await app.inject({
    method: 'POST',
    url: '/warehouse/loads',
    payload: { executionId, table: 'words' },
  });
  expect([load.statusCode, load.json()]).toMatchObject([201, { table: 'words', rows: 1, outcome: 'loaded' }]);
  const loads = await app.inject('/warehouse/loads?limit=1&table=words');
  expect(loads.json()).toEqual({ items: [load.json()] });
  const tables = await app.inject('/warehouse/tables');
  expect(tables.json()).toMatchObject({ items: [{ name: 'words', rows: 1, lastLoad: load.json() }] });
  expect((await app.inject('/warehouse/tables/words')).json()).toEqual(tables.json().items[0]);
  const query = await app.inject({
    method: 'POST',
    url: '/warehouse/queries',
    payload: { sql: 'TABLE words' },
  });
  expect([query.statusCode, query.json()]).toMatchObject([
    200,
    { rows: [['a', 1, 0.5]], isTruncated: false },
  ]);
});

it.each([
  ['a table that is not there', 'GET', '/warehouse/tables/nothing', undefined, 404, 'TABLE_MISSING'],
  [
    'an execution that is not there',
    'POST',
    '/warehouse/loads',
    { executionId: '1'.repeat(20), table: 'words' },
    404,
    'EXECUTION_MISSING',
  ],
  ['a statement that is wrong', 'POST', '/warehouse/queries', { sql: 'SELEC' }, 400, 'QUERY_INVALID'],
  [
    'a statement that writes',
    'POST',
    '/warehouse/queries',
    { sql: 'DELETE FROM words' },
    403,
    'QUERY_FORBIDDEN',
  ],
] as const)('%s has its status and code', async (_, method, url, payload, status, code) => {
  const reply = await app.inject({ method, url, ...(payload ? { payload } : {}) });
  expect([reply.statusCode, reply.json().code]).toEqual([status, code]);
});

it('a limit beyond the contract is refused', async () => {
  const reply = await app.inject({
    method: 'POST',
    url: '/warehouse/queries',
    payload: { sql: 'SELECT 1', limit: 10_001 },
  });
  expect(reply.statusCode).toBe(400);
});

it('a client that goes away ends its query on the server', async () => {
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const body = JSON.stringify({ sql: 'SELECT pg_sleep(1000)' });
  const asked = request({
    host: '127.0.0.1',
    port: address.port,
    method: 'POST',
    path: '/warehouse/queries',
    headers: { 'content-type': 'application/json' },
  });
  asked.on('error', () => {});
  asked.end(body);
  while ((await running()).length === 0) await sleep(5);
  asked.destroy();
  while ((await running()).length > 0) await sleep(5);
  expect(await running()).toEqual([]);
});

function running(): Promise<unknown[][]> {
  return world().ask(`SELECT pid FROM pg_stat_activity WHERE usename = '${QUERY_ROLE}' AND state = 'active'`);
}
