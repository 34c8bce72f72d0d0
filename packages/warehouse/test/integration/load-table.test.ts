import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Load, OutputManifest } from '@oremill/types';
import { Client } from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { defineTable } from '../../src/index.ts';
import { useWorld, wordColumns, words, writeOutput } from './world.ts';

// With the default settings: what these tests see is what a disk would hold.
const world = useWorld({ isDurable: true });

const rows = () => world().ask('SELECT word, count, share FROM words ORDER BY word COLLATE "C", count');
const load = (source: string, mode?: 'replace' | 'append'): Promise<Load> =>
  world().warehouse.load({ table: 'words', source, ...(mode ? { mode } : {}) });
const output = (...args: Parameters<typeof writeOutput> extends [string, ...infer Rest] ? Rest : never) =>
  writeOutput(world().folder, ...args);
const ledger = async () => (await world().warehouse.listLoads({ limit: 500 })).items;

beforeEach(async () => {
  await world().ask('TRUNCATE words, ledger.loads');
});

describe('a load', () => {
  it('puts the rows of all parts into the table and itself into the ledger', async () => {
    const source = output(['a\t1\t0.5\nb\t2\tNaN\n', '', 'c\t-3\t1e300\n']);
    const done = await load(source);
    expect(done).toEqual({
      id: expect.stringMatching(/^[0-9a-z]{20}$/),
      table: 'words',
      source,
      manifestId: expect.stringMatching(/^[0-9a-f]{64}$/),
      mode: 'replace',
      outcome: 'loaded',
      rows: 3,
      bytes: 27,
      elapsedMs: 0,
      loadedAt: '2026-01-01T00:00:00.000Z',
    });
    expect(await rows()).toEqual([
      ['a', 1, 0.5],
      ['b', 2, Number.NaN],
      ['c', -3, 1e300],
    ]);
    expect(await ledger()).toEqual([done]);
  });

  it.each(['none', 'gzip', 'zstd'] as const)('reads parts with compression %s', async (compression) => {
    const long = Array.from({ length: 20_000 }, (_, index) => `word ${index}\t${index}\t0\n`).join('');
    const done = await load(output(['a\t1\t0.5\nb\\\t2\t0\n', '', long], { compression }));
    expect(done).toMatchObject({ outcome: 'loaded', rows: 20_002 });
    expect((await rows()).slice(0, 2)).toEqual([
      ['a', 1, 0.5],
      ['b\\', 2, 0],
    ]);
  });

  it('takes fields as they are: backslashes, quotes, empty texts and all of Unicode', async () => {
    const texts = [
      '\\N',
      '\\.',
      '\\t',
      '\\',
      '\\\\x41',
      '',
      ' ',
      '"',
      `'`,
      'é数据😀',
      'NULL',
      '\u0001\u007f\u0085',
    ];
    const source = output([texts.map((text, index) => `${text}\t${index}\t0\n`).join('')]);
    await load(source);
    expect(await world().ask('SELECT word FROM words ORDER BY count')).toEqual(texts.map((text) => [text]));
  });

  it('a row that is only \\. is data in tsv-raw', async () => {
    const one = defineTable({ name: 'one', summary: '', columns: { word: 'text' } });
    const warehouse = await world().open({ tables: [one] });
    const source = output(['a\n\\.\nb\n'], { columns: [{ name: 'word', type: 'text' }] });
    expect(await warehouse.load({ table: 'one', source })).toMatchObject({ rows: 3 });
    expect(await world().ask('SELECT word FROM one')).toEqual([['a'], ['\\.'], ['b']]);
    await warehouse.close();
  });

  it('reads tsv-escaped as COPY does', async () => {
    const source = output(['a\\tb\\\\\\n\t1\t\\N\n\\N\t\\N\t2\n'], { encoding: 'tsv-escaped' });
    await load(source);
    expect(await rows()).toEqual([
      ['a\tb\\\n', 1, null],
      [null, null, 2],
    ]);
  });

  it('takes a file: URL, and an output without rows', async () => {
    expect(await load(pathToFileURL(output([])).href)).toMatchObject({
      rows: 0,
      bytes: 0,
      outcome: 'loaded',
    });
    expect(await rows()).toEqual([]);
  });
});

describe('the same output again', () => {
  it('is not loaded, from wherever', async () => {
    const parts = ['a\t1\t0\n', 'b\t2\t0\n'];
    const first = await load(output(parts));
    world().clock.advance(60_000);
    expect(await load(output(parts))).toEqual({ ...first, outcome: 'unchanged' });
    expect(await load(output(parts), 'append')).toEqual({ ...first, outcome: 'unchanged' });
    expect(await rows()).toHaveLength(2);
    expect(await ledger()).toHaveLength(1);
  });

  it('is loaded when the table no longer holds it, or not it alone', async () => {
    const a = output(['a\t1\t0\n']);
    const b = output(['b\t2\t0\n']);
    await load(a);
    await load(b);
    expect(await load(a)).toMatchObject({ outcome: 'loaded' });
    await load(b, 'append');
    expect(await load(a, 'append')).toMatchObject({ outcome: 'unchanged' });
    expect(await load(a)).toMatchObject({ outcome: 'loaded' });
    expect(await rows()).toEqual([['a', 1, 0]]);
  });

  it.each([
    ['changed', `UPDATE words SET count = 9 WHERE word = 'a'`],
    ['removed', `DELETE FROM words WHERE word = 'a'`],
    ['added', `INSERT INTO words VALUES ('z', 1, 1)`],
    ['exchanged', `DELETE FROM words; INSERT INTO words VALUES ('y', 1, 1), ('z', 1, 1)`],
  ])('is loaded when rows were %s by hand', async (_, sql) => {
    const source = output(['a\t1\t0\nb\t2\t0\n']);
    await load(source);
    await world().ask(sql);
    expect(await load(source)).toMatchObject({ outcome: 'loaded' });
    expect(await rows()).toEqual([
      ['a', 1, 0],
      ['b', 2, 0],
    ]);
  });
});

describe('modes', () => {
  it('replace leaves this output only, append adds to what is there', async () => {
    await load(output(['a\t1\t0\n']));
    await load(output(['b\t1\t0\n']), 'append');
    await load(output(['c\t1\t0\n']), 'append');
    expect((await rows()).map(([word]) => word)).toEqual(['a', 'b', 'c']);
    expect(await world().warehouse.getTable('words')).toMatchObject({
      rows: 3,
      lastLoad: { mode: 'append' },
    });
    await load(output(['d\t1\t0\n']));
    expect((await rows()).map(([word]) => word)).toEqual(['d']);
    expect(await world().warehouse.getTable('words')).toMatchObject({
      rows: 1,
      lastLoad: { mode: 'replace' },
    });
  });
});

describe('a load that fails leaves the table and the ledger as they were', () => {
  const refused = async (source: string, expected: object) => {
    await load(output(['old\t1\t0\n']));
    const before = [await rows(), await ledger()];
    await expect(load(source)).rejects.toMatchObject(expected);
    expect([await rows(), await ledger()]).toEqual(before);
    // The connection goes back in order: the next load is none the wiser.
    expect(await load(output(['next\t1\t0\n']))).toMatchObject({ outcome: 'loaded' });
  };
  const forgePart = (change: Partial<OutputManifest['parts'][0]>) => (manifest: OutputManifest) => ({
    ...manifest,
    parts: manifest.parts.map((part, index) => (index === 1 ? { ...part, ...change } : part)),
  });
  const good = ['a\t1\t0\n', 'b\t2\t0\n'];

  it.each([
    ['another checksum', { sha256: '0'.repeat(64) }, 'its sha256 is another'],
    ['more bytes', { bytes: 8 }, 'it has 6 bytes and not 8'],
    ['more rows', { rows: 2 }, 'it has 1 rows and not 2'],
  ])('a manifest with %s than its part', async (_, change, difference) => {
    await refused(output(good, { forge: forgePart(change) }), {
      code: 'PART_MISMATCH',
      message: `part-00001 is not the part that the manifest describes: ${difference}`,
    });
  });

  it.each(['gzip', 'zstd'] as const)('parts that are not the %s of the manifest', async (compression) => {
    const forge = (manifest: OutputManifest) => ({ ...manifest, compression });
    await refused(output(good, { forge }), {
      code: 'PART_UNREADABLE',
      message: expect.stringContaining(`cannot read part-00000: it is not ${compression}`),
    });
  });

  it('a compressed part that is cut off', async () => {
    const source = output(good, { compression: 'gzip' });
    const path = join(source, 'part-00001');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0, bytes.length - 8));
    await refused(source, {
      code: 'PART_MISMATCH',
      message: 'part-00001 is not the part that the manifest describes: its sha256 is another',
    });
  });

  it('a missing part', async () => {
    const source = output(good);
    rmSync(join(source, 'part-00001'));
    await refused(source, { code: 'PART_UNREADABLE', message: expect.stringContaining('part-00001') });
  });

  it.each([
    [
      'a word in an integer column',
      'x\t1\t0\ny\tmany\t0\n',
      'part-00001, line 2, column count: invalid input syntax for type integer: "many"',
    ],
    [
      'an integer that is too large',
      'y\t3000000000\t0\n',
      'part-00001, line 1, column count: value "3000000000" is out of range for type integer',
    ],
    ['a field too few', 'x\t1\t0\ny\t1\n', 'part-00001, line 2: missing data for column "share"'],
    ['a field too many', 'x\t1\t0\t0\n', 'part-00001, line 1: extra data after last expected column'],
    [
      'bytes that are no UTF-8',
      Buffer.from([0x78, 0xff, 0x09, 0x31, 0x09, 0x30, 0x0a]),
      'part-00001, line 1: invalid byte sequence for encoding "UTF8": 0xff',
    ],
    ['a NUL', 'x\0\t1\t0\n', 'part-00001, line 1: invalid byte sequence for encoding "UTF8": 0x00'],
    [
      'a carriage return',
      'x\t1\t0\r\n',
      'part-00001: a field holds a carriage return, which tsv-raw has not',
    ],
  ])('%s', async (_, part, message) => {
    await refused(output(['a\t1\t0\n', part]), { code: 'ROW_REFUSED', message });
  });

  it('an end-of-data mark in tsv-escaped, which would hide the rows after it', async () => {
    await refused(output(['a\t1\t0\n\\.\nb\t1\t0\n'], { encoding: 'tsv-escaped' }), {
      code: expect.stringMatching(/^(PART_MISMATCH|ROW_REFUSED)$/),
    });
  });

  it('a link to another file, whose lines no error shows', async () => {
    const secret = join(world().folder, 'secret');
    const source = output(['a\t1\t0\n', 'b\t2\t0\n']);
    writeFileSync(secret, 'hush\tx\n');
    rmSync(join(source, 'part-00001'));
    symlinkSync(secret, join(source, 'part-00001'));
    const error: unknown = await load(source).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'PART_MISMATCH' });
    // Of the manifest's very size, so that it gets as far as the server.
    writeFileSync(secret, 'hush\tx');
    const again: unknown = await load(source).catch((thrown: unknown) => thrown);
    expect(again).toMatchObject({ code: 'PART_MISMATCH', message: expect.stringContaining('sha256') });
    expect(`${String(again)} ${JSON.stringify(again)}`).not.toContain('hush');
  });

  it('a folder without a manifest, or with one that is none', async () => {
    const empty = join(world().folder, 'empty');
    mkdirSync(empty);
    await refused(empty, {
      code: 'MANIFEST_INVALID',
      hint: 'Name the output folder of a job that succeeded.',
    });
    await refused(output(good, { forge: () => ({ version: 2 }) }), { code: 'MANIFEST_INVALID' });
    await refused(output(good, { forge: forgePart({ path: '../outside' }) }), { code: 'MANIFEST_INVALID' });
    await refused(output(good, { forge: () => 'not an object' }), { code: 'MANIFEST_INVALID' });
  });

  it('columns that are not the table’s', async () => {
    const columns = wordColumns.map((column) =>
      column.name === 'count' ? { ...column, type: 'float' as const } : column,
    );
    await refused(output(good, { columns }), {
      code: 'COLUMNS_MISMATCH',
      message: expect.stringContaining('column 2 is count float and not count integer'),
    });
  });

  it('a table nobody defined', async () => {
    const attempt = world().warehouse.load({ table: 'nothing', source: output(good) });
    await expect(attempt).rejects.toMatchObject({ code: 'TABLE_MISSING', hint: 'The tables are: words.' });
    await expect(world().warehouse.getTable('nothing')).rejects.toMatchObject({ code: 'TABLE_MISSING' });
  });
});

it('a table of another shape is not touched', async () => {
  await world().ask(
    'ALTER TABLE words RENAME TO words_away; CREATE TABLE words (word text); INSERT INTO words VALUES (1)',
  );
  try {
    const attempt = load(output(['a\t1\t0\n']));
    await expect(attempt).rejects.toMatchObject({
      code: 'TABLE_MISMATCH',
      message: expect.stringContaining('has the columns word text'),
    });
    expect(await world().ask('SELECT * FROM words')).toEqual([['1']]);
    const other = await world().open();
    expect((await other.listTables()).map(({ name }) => name)).toEqual(['words']);
    await other.close();
  } finally {
    await world().ask('DROP TABLE words; ALTER TABLE words_away RENAME TO words');
  }
});

it('key and indexes hold', async () => {
  const keyed = defineTable({
    name: 'keyed',
    summary: '',
    columns: words.columns,
    key: ['word'],
    indexes: [['count', 'share']],
  });
  const warehouse = await world().open({ tables: [keyed] });
  await warehouse.load({ table: 'keyed', source: output(['a\t1\t0\n', 'b\t1\t0\n']) });
  const attempt = warehouse.load({ table: 'keyed', source: output(['a\t1\t0\n', 'a\t2\t0\n']) });
  await expect(attempt).rejects.toMatchObject({
    code: 'ROW_REFUSED',
    message: 'part-00001, line 1: duplicate key value violates unique constraint "keyed_pkey"',
  });
  expect(await world().ask(`SELECT count(*)::int FROM pg_indexes WHERE tablename = 'keyed'`)).toEqual([[2]]);
  await warehouse.close();
});

describe('at the same time', () => {
  it('loads of one table come one after the other, each whole', async () => {
    const sources = Array.from({ length: 5 }, (_, index) => output([`w${index}\t1\t0\nw${index}\t2\t0\n`]));
    const loads = await Promise.all(sources.map((source) => load(source)));
    expect(loads.map(({ outcome }) => outcome)).toEqual(Array(5).fill('loaded'));
    const [newest] = await ledger();
    const winner = sources.indexOf(newest?.source ?? '');
    expect(await rows()).toEqual([
      [`w${winner}`, 1, 0],
      [`w${winner}`, 2, 0],
    ]);
  });

  it('the same output twice at once is loaded once', async () => {
    const source = output(['a\t1\t0\n']);
    const outcomes = (await Promise.all([load(source), load(source)])).map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['loaded', 'unchanged']);
  });

  it('a reader neither waits for a load nor holds it up, and sees the old rows until it asks anew', async () => {
    await load(output(['old\t1\t0\n']));
    const reader = new Client(world().server.connectionFor('warehouse'));
    await reader.connect();
    try {
      await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      expect((await reader.query('SELECT word FROM words')).rows).toEqual([{ word: 'old' }]);
      await load(output(['new\t1\t0\n']));
      expect((await reader.query('SELECT word FROM words')).rows).toEqual([{ word: 'old' }]);
      await reader.query('COMMIT');
      expect((await reader.query('SELECT word FROM words')).rows).toEqual([{ word: 'new' }]);
    } finally {
      await reader.end();
    }
  });
});

it('the ledger is read in pages, newest first, of one table if wanted', async () => {
  const loads: Load[] = [];
  for (let index = 0; index < 5; index += 1) loads.unshift(await load(output([`p${index}\t1\t0\n`])));
  const first = await world().warehouse.listLoads({ limit: 2, table: 'words' });
  const second = await world().warehouse.listLoads({ limit: 2, cursor: first.nextCursor });
  const third = await world().warehouse.listLoads({ limit: 2, cursor: second.nextCursor });
  expect([...first.items, ...second.items, ...third.items]).toEqual(loads);
  expect(third.nextCursor).toBeUndefined();
  expect(await world().warehouse.listLoads({ limit: 2, table: 'other' })).toEqual({ items: [] });
  await expect(world().warehouse.listLoads({ limit: 2, cursor: `1' OR '1` })).rejects.toMatchObject({
    code: 'REQUEST_INVALID',
  });
});

it('a table is described with its size and newest load', async () => {
  await load(output(['a\t1\t0\n']));
  expect(await world().warehouse.listTables()).toEqual([
    {
      name: 'words',
      summary: 'How often each word occurs',
      columns: wordColumns,
      rows: 1,
      bytes: expect.any(Number),
      lastLoad: (await ledger())[0],
    },
  ]);
});
