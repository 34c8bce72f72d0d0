/** The warehouse on a server of somebody else's, where we are no superuser. */
import { join } from 'node:path';
import { type DatabaseServer, openDatabaseServer } from '@oremill/runtime/database';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Warehouse } from '../../src/index.ts';
import { QUERY_ROLE } from '../../src/query/role.ts';
import { log, useWorld, writeOutput } from './world.ts';

const world = useWorld();
let external: DatabaseServer;
let warehouse: Warehouse;

/** Our own server stands for the other's; its warehouse is set aside for one that `platform` makes. */
beforeAll(async () => {
  await world().warehouse.close();
  const { host, port } = world().server.connectionFor('oremill');
  const ask = (sql: string) => world().ask(sql);
  await ask(`CREATE ROLE platform LOGIN CREATEDB CREATEROLE PASSWORD 'pw'`);
  await ask('GRANT ALL ON DATABASE oremill TO platform');
  await ask(`DROP OWNED BY ${QUERY_ROLE}`);
  await ask('DROP TABLE words');
  await ask(`DROP ROLE ${QUERY_ROLE}`);
  const databaseUrl = `postgres://platform:pw@${encodeURIComponent(host)}:${port}/oremill`;
  const admin = new Client(world().server.connectionFor('oremill'));
  await admin.connect();
  await admin.query('ALTER DATABASE warehouse RENAME TO aside');
  await admin.end();
  external = await openDatabaseServer({ dataFolder: join(world().folder, 'other'), databaseUrl, log });
  warehouse = await world().open({ server: external });
});
afterAll(async () => {
  await warehouse.close();
  await external.close();
});

it('loads and queries work, and rights that are ours to give are as narrow', async () => {
  const source = writeOutput(world().folder, ['a\t1\t0.5\n']);
  expect(await warehouse.load({ table: 'words', source })).toMatchObject({ outcome: 'loaded', rows: 1 });
  expect((await warehouse.query({ sql: 'TABLE words' })).rows).toEqual([['a', 1, 0.5]]);
  for (const sql of [
    'DELETE FROM words',
    'CREATE TEMP TABLE x (y int)',
    'SELECT * FROM ledger.loads',
    'SET ROLE platform',
  ]) {
    await expect(warehouse.query({ sql })).rejects.toMatchObject({ code: 'QUERY_FORBIDDEN' });
  }
});

it('two installations on one server, each with its own password, both work', async () => {
  const { host, port } = world().server.connectionFor('oremill');
  const databaseUrl = `postgres://platform:pw@${encodeURIComponent(host)}:${port}/oremill`;
  const server = await openDatabaseServer({ dataFolder: join(world().folder, 'third'), databaseUrl, log });
  expect(server.passwordFor(QUERY_ROLE)).not.toBe(external.passwordFor(QUERY_ROLE));
  const third = await world().open({ server });
  expect((await third.query({ sql: 'SELECT 1' })).rows).toEqual([[1]]);
  expect((await warehouse.query({ sql: 'SELECT 2' })).rows).toEqual([[2]]);
  expect((await third.query({ sql: 'SELECT 3' })).rows).toEqual([[3]]);
  await third.close();
  await server.close();
});
