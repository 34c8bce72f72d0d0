import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock, systemRandom } from '@oremill/runtime';
import { type DatabaseServer, openDatabaseServer } from '@oremill/runtime/database';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWarehouse, type Warehouse } from '../../src/index.ts';
import { log, words, writeOutput } from './world.ts';

/** Takes a second or two to copy: time enough to be killed in. */
const ROWS = 1_000_000;
const LARGE = Buffer.from(
  Array.from({ length: ROWS }, (_, index) => `word${index}\t${index}\t0.5\n`).join(''),
);

let folder: string;
let dataFolder: string;
let large: string;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'oremill-test-')));
  chmodSync(folder, 0o755);
  dataFolder = join(folder, 'data');
  large = writeOutput(folder, [LARGE]);
  await withWarehouse((warehouse) =>
    warehouse.load({ table: 'words', source: writeOutput(folder, ['old\t1\t0\n']) }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

it('a loader that is killed in the middle leaves the old rows, and the server the platform runs goes on', async () => {
  await withWarehouse(async (warehouse, server) => {
    const loader = startLoader();
    await untilCopying(server);
    loader.kill('SIGKILL');
    await once(loader, 'exit');
    expect((await warehouse.query({ sql: 'SELECT word FROM words' })).rows).toEqual([['old']]);
    expect((await warehouse.listLoads({ limit: 10 })).items).toHaveLength(1);
  });
});

it('a command that is killed with its own server leaves the old rows, and the same load works then', async () => {
  const loader = startLoader();
  await once(loader.stdout, 'data');
  // Any moment after the beginning will do: what it leaves must be right at each.
  await sleep(300);
  loader.kill('SIGKILL');
  await once(loader, 'exit');
  await withWarehouse(async (warehouse) => {
    expect((await warehouse.query({ sql: 'SELECT word FROM words' })).rows).toEqual([['old']]);
    expect(await warehouse.load({ table: 'words', source: large })).toMatchObject({
      outcome: 'loaded',
      rows: ROWS,
    });
    expect((await warehouse.query({ sql: 'SELECT count(*), sum(count) FROM words' })).rows).toEqual([
      [ROWS, (ROWS * (ROWS - 1)) / 2],
    ]);
  });
});

it('a server that dies under a load fails it, and the table is as it was', async () => {
  await withWarehouse(async (warehouse, server) => {
    const before = (await warehouse.listTables())[0]?.rows;
    const more = writeOutput(folder, [LARGE, 'one\t1\t0\n']);
    const loading = warehouse.load({ table: 'words', source: more });
    const failed = expect(loading).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    const backend = await untilCopying(server);
    await ask(server, `SELECT pg_terminate_backend(${backend})`);
    await failed;
    expect((await warehouse.listTables())[0]?.rows).toBe(before);
    expect((await warehouse.query({ sql: 'SELECT count(*) FROM words' })).rows).toEqual([[before]]);
  });
});

async function withWarehouse(
  use: (warehouse: Warehouse, server: DatabaseServer) => Promise<unknown>,
): Promise<void> {
  const server = await openDatabaseServer({ dataFolder, log });
  try {
    const warehouse = await openWarehouse({
      server,
      tables: [words],
      log,
      clock: systemClock,
      random: systemRandom,
    });
    try {
      await use(warehouse, server);
    } finally {
      await warehouse.close();
    }
  } finally {
    await server.close();
  }
}

function startLoader() {
  return spawn(process.execPath, [join(import.meta.dirname, 'loader.ts'), dataFolder, large], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The backend that copies, once rows are in the table. */
async function untilCopying(server: DatabaseServer): Promise<number> {
  for (;;) {
    const [row] = await ask(server, 'SELECT pid FROM pg_stat_progress_copy WHERE tuples_processed > 1000');
    if (row) return Number(row[0]);
    await sleep(5);
  }
}

async function ask(server: DatabaseServer, sql: string): Promise<unknown[][]> {
  const client = new Client(server.connectionFor('warehouse'));
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}
