import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { AppError } from '@oremill/types';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  borrowDatabaseServer,
  type DatabaseServer,
  openDatabaseServer,
} from '../../../src/database/index.ts';
import { ask, cleanUp, log, makeFolder } from './world.ts';

let other: DatabaseServer;

beforeAll(async () => {
  other = await openDatabaseServer({ dataFolder: join(makeFolder(), 'other'), log, isDurable: false });
  await ask(other.connectionFor('oremill'), 'DROP DATABASE warehouse');
});
afterAll(async () => {
  await other.close();
  await cleanUp();
});

/** The other server as somebody else's: a URL with the socket's folder for a host. */
function urlOf(
  user = 'oremill',
  password = other.connectionFor('oremill').password ?? '',
  database = 'oremill',
) {
  const { host, port } = other.connectionFor('oremill');
  return `postgres://${user}:${encodeURIComponent(password)}@${encodeURIComponent(host)}:${port}/${database}`;
}

it('the URL names the platform’s database, and the warehouse is made beside it', async () => {
  const dataFolder = join(makeFolder(), 'data');
  const server = await openDatabaseServer({ dataFolder, databaseUrl: urlOf(), log });
  expect(server.kind).toBe('external');
  expect(await ask(server.connectionFor('oremill'), 'SELECT current_database()')).toEqual([['oremill']]);
  expect(await ask(server.connectionFor('warehouse'), 'SELECT current_database()')).toEqual([['warehouse']]);
  const again = await borrowDatabaseServer({ dataFolder, databaseUrl: urlOf(), log });
  expect(again.connectionFor('warehouse')).toEqual(server.connectionFor('warehouse'));
  expect(again.passwordFor('x')).toBe(server.passwordFor('x'));
  const account = { user: 'somebody', password: 'secret' };
  expect(server.connectionFor('warehouse', account)).toMatchObject({ ...account, database: 'warehouse' });
  await server.close();
  await again.close();
  expect(await ask(other.connectionFor('oremill'), 'SELECT 1')).toEqual([[1]]);
  const path = join(dataFolder, 'database.json');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ version: 1, key: expect.any(String) });
});

it.each([
  ['a wrong password', () => urlOf('oremill', 'hunter2'), 'DATABASE_UNUSABLE', 'user and password'],
  [
    'a database that is not there',
    () => urlOf(undefined, undefined, 'nowhere'),
    'DATABASE_UNUSABLE',
    'Create the database',
  ],
  ['a URL of another kind', () => 'mysql://u:hunter2@127.0.0.1/x', 'DATABASE_UNUSABLE', 'postgres://'],
  ['a URL that cannot be read', () => 'postgres://u:hunter2@[/x', 'DATABASE_UNUSABLE', 'postgres://'],
  ['no database in the URL', () => 'postgres://u:hunter2@127.0.0.1', 'DATABASE_UNREACHABLE', 'DATABASE_URL'],
])('%s is explained without the password', async (_, url, code, hint) => {
  const dataFolder = join(makeFolder(), 'data');
  const databaseUrl = url().replace('127.0.0.1', `127.0.0.1:${await closedPort()}`);
  const error: unknown = await openDatabaseServer({ dataFolder, databaseUrl, log }).catch((reason) => reason);
  if (!(error instanceof AppError)) throw error;
  expect(error).toMatchObject({ code, hint: expect.stringContaining(hint) });
  const words = `${error.stack} ${error.hint} ${JSON.stringify(error)} ${JSON.stringify(error.cause)}`;
  expect(words).not.toContain('hunter2');
  expect(words).not.toContain(other.connectionFor('oremill').password);
});

it('a user who may not create the warehouse is told which right is missing', async () => {
  const admin = other.connectionFor('oremill');
  await ask(admin, 'DROP DATABASE IF EXISTS warehouse');
  await ask(admin, `CREATE ROLE poor LOGIN PASSWORD 'pw'; GRANT CONNECT ON DATABASE oremill TO poor`);
  const attempt = openDatabaseServer({
    dataFolder: join(makeFolder(), 'data'),
    databaseUrl: urlOf('poor', 'pw'),
    log,
  });
  await expect(attempt).rejects.toMatchObject({
    code: 'DATABASE_UNUSABLE',
    message: expect.stringContaining('permission denied to create database'),
    hint: expect.stringContaining('CREATEDB'),
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
