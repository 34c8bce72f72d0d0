import { setTimeout as sleep } from 'node:timers/promises';
import { QUERY_ROWS_MAX } from '@oremill/types';
import { Client } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { QUERY_ROLE } from '../../src/query/role.ts';
import { useWorld, writeOutput } from './world.ts';

const world = useWorld({
  limits: { timeMsMax: 1_500, replyBytesMax: 4 * 1024 * 1024, atOnceMax: 2, waitingMax: 3 },
});
const query = (sql: string, limit?: number) => world().warehouse.query({ sql, ...(limit ? { limit } : {}) });

beforeAll(async () => {
  const source = writeOutput(world().folder, ['a\t1\t0.5\nb\t2\tNaN\n']);
  await world().warehouse.load({ table: 'words', source });
});

describe('a query', () => {
  it('is answered with named and typed columns', async () => {
    expect(
      await query('SELECT word, count, share, count(*) OVER () AS all FROM words ORDER BY word'),
    ).toEqual({
      columns: [
        { name: 'word', type: 'text' },
        { name: 'count', type: 'int4' },
        { name: 'share', type: 'float8' },
        { name: 'all', type: 'int8' },
      ],
      rows: [
        ['a', 1, 0.5, 2],
        ['b', 2, 'NaN', 2],
      ],
      isTruncated: false,
      elapsedMs: 0,
    });
  });

  it('may have columns of one name, values without a JSON form, or no column at all', async () => {
    const reply = await query(
      `SELECT 1 AS x, true AS x, NULL AS x, 9007199254740993 AS x, 0.10 AS x, '{"a":1}'::jsonb AS x,
              ARRAY[1,NULL] AS x, '\\x00ff'::bytea AS x, timestamptz '2009-09-06 11:36:20+02' AS x, interval '1 day' AS x`,
    );
    expect(reply.rows).toEqual([
      [
        1,
        true,
        null,
        '9007199254740993',
        '0.10',
        '{"a": 1}',
        '{1,NULL}',
        '\\x00ff',
        '2009-09-06 09:36:20+00',
        '1 day',
      ],
    ]);
    expect(reply.columns.map(({ type }) => type)).toEqual([
      'int4',
      'bool',
      'text',
      'int8',
      'numeric',
      'jsonb',
      '_int4',
      'bytea',
      'timestamptz',
      'interval',
    ]);
    expect(await query('SELECT FROM words')).toMatchObject({ columns: [], rows: [[], []] });
    expect(await query('SELECT * FROM words WHERE false')).toMatchObject({ rows: [], isTruncated: false });
    expect((await query('SELECT * FROM words WHERE false')).columns).toHaveLength(3);
  });

  it('may be EXPLAIN, SHOW, VALUES, WITH, a comment or nothing', async () => {
    expect((await query('EXPLAIN SELECT * FROM words')).rows.length).toBeGreaterThan(0);
    expect((await query('SHOW transaction_read_only')).rows).toEqual([['on']]);
    expect((await query('VALUES (1), (2);')).rows).toEqual([[1], [2]]);
    expect((await query('WITH w AS (SELECT 1) TABLE w -- end')).rows).toEqual([[1]]);
    expect(await query('/* nothing */ ;')).toMatchObject({ columns: [], rows: [] });
  });

  it('returns as many rows as the limit, and says when there are more', async () => {
    const many = 'SELECT * FROM generate_series(1, 5)';
    expect(await query(many, 5)).toMatchObject({ rows: [[1], [2], [3], [4], [5]], isTruncated: false });
    expect(await query(many, 4)).toMatchObject({ rows: [[1], [2], [3], [4]], isTruncated: true });
    const endless = await query('SELECT generate_series(1, 1000000000000)', QUERY_ROWS_MAX);
    expect([endless.rows.length, endless.isTruncated]).toEqual([QUERY_ROWS_MAX, true]);
  });

  it('that is wrong is told where', async () => {
    await expect(query('SELECT 1,\n  😀 + nope FROM words')).rejects.toMatchObject({
      code: 'QUERY_INVALID',
      status: 400,
    });
    await expect(query(`SELECT '😀',\n  nope FROM words`)).rejects.toMatchObject({
      code: 'QUERY_INVALID',
      message: 'column "nope" does not exist',
      hint: 'At line 2, column 3.',
    });
    await expect(query('SELECT * FROM wordz')).rejects.toMatchObject({
      message: 'relation "wordz" does not exist',
    });
    await expect(query('SELECT 1/0')).rejects.toMatchObject({
      code: 'QUERY_INVALID',
      message: 'division by zero',
    });
    await expect(query('SELECT 1\0')).rejects.toMatchObject({ code: 'QUERY_INVALID' });
  });
});

describe('a query cannot', () => {
  it.each([
    ['be two statements', 'SELECT 1; SELECT 2', 'QUERY_INVALID', 'multiple commands'],
    ['leave its transaction to write', 'COMMIT; DELETE FROM words', 'QUERY_INVALID', 'multiple commands'],
    ['insert', `INSERT INTO words VALUES ('x', 1, 1)`, 'QUERY_FORBIDDEN', ''],
    ['update', 'UPDATE words SET count = 0', 'QUERY_FORBIDDEN', ''],
    ['delete', 'DELETE FROM words', 'QUERY_FORBIDDEN', ''],
    [
      'delete in a WITH',
      'WITH gone AS (DELETE FROM words RETURNING *) SELECT * FROM gone',
      'QUERY_FORBIDDEN',
      '',
    ],
    ['truncate', 'TRUNCATE words', 'QUERY_FORBIDDEN', ''],
    ['lock a table', 'LOCK TABLE words IN ACCESS EXCLUSIVE MODE', 'QUERY_FORBIDDEN', ''],
    ['lock rows', 'SELECT * FROM words FOR UPDATE', 'QUERY_FORBIDDEN', ''],
    ['create a table', 'CREATE TABLE mine (x int)', 'QUERY_FORBIDDEN', ''],
    ['create a temporary table', 'CREATE TEMP TABLE mine (x int)', 'QUERY_FORBIDDEN', ''],
    ['select into one', 'SELECT * INTO TEMP mine FROM words', 'QUERY_FORBIDDEN', ''],
    ['create an extension', 'CREATE EXTENSION dblink', 'QUERY_FORBIDDEN', ''],
    ['run a program', `COPY words TO PROGRAM 'cat > /tmp/oremill-hostile'`, 'QUERY_FORBIDDEN', ''],
    ['write a file', `COPY words TO '/tmp/oremill-hostile'`, 'QUERY_FORBIDDEN', ''],
    ['stream a table past the limit', 'COPY words TO STDOUT', 'QUERY_FORBIDDEN', ''],
    ['stream a query', 'COPY (SELECT 1) TO STDOUT', 'QUERY_FORBIDDEN', 'COPY is not a query'],
    ['wait for rows', 'COPY words FROM STDIN', 'QUERY_FORBIDDEN', ''],
    ['read a file', `SELECT pg_read_file('/etc/passwd')`, 'QUERY_FORBIDDEN', ''],
    ['list a folder', `SELECT pg_ls_dir('/')`, 'QUERY_FORBIDDEN', ''],
    ['import a file', `SELECT lo_import('/etc/passwd')`, 'QUERY_FORBIDDEN', ''],
    ['read passwords', 'SELECT * FROM pg_authid', 'QUERY_FORBIDDEN', ''],
    ['read the ledger', 'SELECT * FROM ledger.loads', 'QUERY_FORBIDDEN', ''],
    ['become the owner', 'SET ROLE oremill', 'QUERY_FORBIDDEN', ''],
    ['become anybody else', 'SET SESSION AUTHORIZATION oremill', 'QUERY_FORBIDDEN', ''],
    ['change its own role', `ALTER ROLE ${QUERY_ROLE} SUPERUSER`, 'QUERY_FORBIDDEN', ''],
    [
      'run a block of code',
      'DO $$ BEGIN PERFORM pg_sleep(100); EXCEPTION WHEN query_canceled THEN END $$',
      'QUERY_FORBIDDEN',
      'plpgsql',
    ],
    ['end another’s connection', 'SELECT pg_terminate_backend(1)', 'QUERY_FORBIDDEN', ''],
    ['stop the server', 'SELECT pg_reload_conf()', 'QUERY_FORBIDDEN', ''],
    ['change the server', `ALTER SYSTEM SET fsync = 'off'`, 'QUERY_FORBIDDEN', ''],
  ])('%s', async (_, sql, code, words) => {
    await expect(query(sql)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
    expect(await world().ask('SELECT count(*)::int, sum(count)::int FROM words')).toEqual([[2, 3]]);
  });

  it('sign in to another database, or without its password', async () => {
    const { server } = world();
    const account = { user: QUERY_ROLE, password: server.passwordFor(QUERY_ROLE) };
    for (const database of ['oremill', 'postgres', 'template1']) {
      const client = new Client({ ...server.connectionFor('warehouse', account), database });
      await expect(client.connect()).rejects.toMatchObject({ code: '42501' });
    }
    for (const password of ['', 'wrong', server.passwordFor('another purpose')]) {
      await expect(
        new Client(server.connectionFor('warehouse', { ...account, password })).connect(),
      ).rejects.toThrow();
    }
  });

  it('leave anything to the next: settings, locks, prepared statements, cursors', async () => {
    await query('SET statement_timeout = 0');
    await query(`SELECT set_config('search_path', 'pg_catalog', false)`);
    await query('SET TRANSACTION READ WRITE');
    await query('SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE');
    await query('SELECT pg_advisory_lock(7)');
    await query('PREPARE mine AS SELECT 1');
    await query('DECLARE mine CURSOR WITH HOLD FOR SELECT 1');
    await query('COMMIT AND CHAIN');
    await query('LISTEN mine');
    expect((await query('SHOW statement_timeout')).rows).toEqual([['1500ms']]);
    expect((await query('SHOW transaction_read_only')).rows).toEqual([['on']]);
    expect((await query('SELECT count(*) FROM words')).rows).toEqual([[2]]);
    expect((await query('SELECT count(*) FROM pg_prepared_statements')).rows).toEqual([[0]]);
    expect(await world().ask('SELECT pg_try_advisory_lock(7)')).toEqual([[true]]);
    expect(await sessions()).toEqual([]);
  });
});

describe('a query is ended', () => {
  it.each([
    ['that sleeps', 'SELECT pg_sleep(100)'],
    ['that computes', 'SELECT count(*) FROM generate_series(1, 100000000000)'],
    [
      'that turns its time limit off in its own statement',
      `SELECT set_config('statement_timeout', '0', false), pg_sleep(100)`,
    ],
  ])('%s for too long', async (_, sql) => {
    await expect(query(sql)).rejects.toMatchObject({
      code: 'QUERY_TIMEOUT',
      message: 'the query took longer than 1.5 s',
    });
    expect(await sessions()).toEqual([]);
  });

  it.each([
    ['one huge value', `SELECT repeat('x', 300000000)`],
    ['a value that the server itself finds too large', `SELECT repeat('x', 1073741824)`],
    ['many large rows', `SELECT repeat('x', 100000) FROM generate_series(1, 1000000)`],
  ])('that answers with %s', async (_, sql) => {
    // Time is not what ends these, however slow the machine is.
    const warehouse = await world().open({ limits: { replyBytesMax: 4 * 1024 * 1024 } });
    try {
      const asked = warehouse.query({ sql, limit: QUERY_ROWS_MAX });
      await expect(asked).rejects.toMatchObject({ code: 'QUERY_TOO_LARGE' });
      await untilNoSessions();
      expect((await warehouse.query({ sql: 'SELECT 1' })).rows).toEqual([[1]]);
    } finally {
      await warehouse.close();
    }
  });

  it('when the caller goes away, also on the server', async () => {
    const controller = new AbortController();
    const asked = world().warehouse.query({ sql: 'SELECT pg_sleep(100)' }, { signal: controller.signal });
    while ((await sessions()).length === 0) await sleep(5);
    controller.abort(new Error('went away'));
    await expect(asked).rejects.toThrow('went away');
    await untilNoSessions();
    const late = world().warehouse.query({ sql: 'SELECT 1' }, { signal: controller.signal });
    await expect(late).rejects.toThrow('went away');
  });

  it('when its server session is', async () => {
    const asked = query('SELECT pg_sleep(1)');
    const told = expect(asked).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    while ((await sessions()).length === 0) await sleep(5);
    await world().ask(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${QUERY_ROLE}'`,
    );
    await told;
  });
});

it('more queries than may run wait, and more than may wait are refused', async () => {
  const asked = Array.from({ length: 6 }, (_, index) => query(`SELECT ${index}, pg_sleep(0.05)`));
  const outcomes = await Promise.all(
    asked.map((reply) =>
      reply.then(
        ({ rows }) => rows[0]?.[0],
        ({ code }) => code,
      ),
    ),
  );
  expect(outcomes).toEqual([0, 1, 2, 3, 4, 'QUERY_LIMIT']);
});

it('the time limit of one query is not that of the warehouse: check and list still answer', async () => {
  const asked = [query('SELECT pg_sleep(0.2)'), query('SELECT pg_sleep(0.2)')];
  await world().warehouse.check();
  expect(await world().warehouse.listTables()).toHaveLength(1);
  await Promise.all(asked);
});

/** Queries that the server is running now. */
function sessions(): Promise<unknown[][]> {
  return world().ask(`SELECT pid FROM pg_stat_activity WHERE usename = '${QUERY_ROLE}' AND state = 'active'`);
}

async function untilNoSessions(): Promise<void> {
  while ((await sessions()).length > 0) await sleep(20);
}
