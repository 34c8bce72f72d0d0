import { readdirSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openDatabaseServer } from '../../../src/database/index.ts';
import { ask, cleanUp, clusterOf, log, makeFolder } from './world.ts';

afterAll(cleanUp);

it('a first start makes both databases, a second finds their rows', async () => {
  const dataFolder = join(makeFolder(), 'data');
  const first = await openDatabaseServer({ dataFolder, log });
  expect(first.kind).toBe('embedded');
  const warehouse = first.connectionFor('warehouse');
  await ask(warehouse, `CREATE TABLE kept AS SELECT 'straße é' AS word`);
  expect(await ask(first.connectionFor('oremill'), `SELECT to_regclass('kept')`)).toEqual([[null]]);
  await first.close();

  const second = await openDatabaseServer({ dataFolder, log });
  expect(second.connectionFor('warehouse')).toEqual(warehouse);
  expect(await ask(warehouse, 'SELECT upper(word) FROM kept')).toEqual([['STRAßE É']]);
  expect(second.passwordFor('x')).toBe(first.passwordFor('x'));
  expect(second.passwordFor('x')).not.toBe(second.passwordFor('y'));
  await second.close();
});

it('a commit waits for the disk unless durability is switched off', async () => {
  const folder = makeFolder();
  const settings = `SELECT current_setting('fsync'), current_setting('synchronous_commit')`;
  const durable = await openDatabaseServer({ dataFolder: join(folder, 'a'), log });
  expect(await ask(durable.connectionFor('oremill'), settings)).toEqual([['on', 'on']]);
  await durable.close();
  const quick = await openDatabaseServer({ dataFolder: join(folder, 'b'), log, isDurable: false });
  expect(await ask(quick.connectionFor('oremill'), settings)).toEqual([['off', 'off']]);
  await quick.close();
});

it('only who has the password gets in, over the socket alone', async () => {
  const dataFolder = join(makeFolder(), 'data');
  const server = await openDatabaseServer({ dataFolder, log, isDurable: false });
  try {
    const connection = server.connectionFor('oremill');
    const refused = { code: '28P01' };
    await expect(ask({ ...connection, password: 'wrong' }, 'SELECT 1')).rejects.toMatchObject(refused);
    await expect(
      ask(server.connectionFor('oremill', { user: 'postgres', password: '' }), 'SELECT 1'),
    ).rejects.toThrow();
    expect(await ask(connection, `SELECT current_setting('listen_addresses')`)).toEqual([['']]);

    // An account of its own may not connect before somebody lets it.
    await ask(connection, `CREATE ROLE stranger LOGIN PASSWORD 'known'`);
    const stranger = { user: 'stranger', password: 'known' };
    for (const database of ['oremill', 'warehouse', 'postgres', 'template1']) {
      const attempt = ask({ ...server.connectionFor('oremill', stranger), database }, 'SELECT 1');
      await expect(attempt).rejects.toMatchObject({ code: '42501' });
    }
  } finally {
    await server.close();
  }
});

it('secrets are readable by their owner alone, and nothing else is left after a close', async () => {
  const dataFolder = join(makeFolder(), 'data');
  const server = await openDatabaseServer({ dataFolder, log, isDurable: false });
  const { host, password } = server.connectionFor('oremill');
  await server.close();
  expect(statSync(join(dataFolder, 'database.json')).mode & 0o777).toBe(0o600);
  expect(statSync(clusterOf(dataFolder)).mode & 0o777).toBe(0o700);
  expect(JSON.parse(readFileSync(join(dataFolder, 'database.json'), 'utf8'))).toEqual({
    version: 1,
    key: expect.any(String),
  });
  expect(readdirSync(dataFolder).sort()).toEqual(['database.json', 'database.lock', 'postgres']);
  expect(readdirSync(join(dataFolder, 'postgres')).sort()).toEqual(['18', 'initdb.log', 'lib', 'server.log']);
  for (const name of ['initdb.log', 'server.log']) {
    expect(readFileSync(join(dataFolder, 'postgres', name), 'utf8')).not.toContain(password);
  }
  const attempt = new Promise((resolve, reject) => {
    connect(join(host, '.s.PGSQL.5432')).once('connect', resolve).once('error', reject);
  });
  await expect(attempt).rejects.toMatchObject({ code: 'ENOENT' });
});
