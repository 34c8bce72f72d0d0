import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bookmarks } from '../../examples/bookmarks.ts';
import { columnsOf } from '../../src/source/table.ts';
import { writeOutput } from './world.ts';

let folder: string;
let source: string;
const row = ['id1', 'Sun', 'Sep', '2009', '11', '36', '20', 4, '21.0', '5.25', ...Array(10).fill(0)].join(
  '\t',
);

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'oremill-test-')));
  chmodSync(folder, 0o755);
  source = writeOutput(folder, [`${row}\n${row.replace('Sep', 'Oct')}\n`], { columns: columnsOf(bookmarks) });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the program as a shell does, by its first line. */
function warehouse(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(join(import.meta.dirname, '../../src/cli.ts'), words, {
    encoding: 'utf8',
    cwd: folder,
    env: {
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      OREMILL_DATA: join(folder, 'data'),
    },
  });
  return { status, stdout, stderr };
}

it('a load and a query work without a platform that runs, and print JSON alone', () => {
  const load = warehouse('load', source, '--table', 'bookmarks', '--json');
  expect([load.status, load.stderr]).toEqual([0, '']);
  expect(JSON.parse(load.stdout)).toMatchObject({ table: 'bookmarks', source, outcome: 'loaded', rows: 2 });
  const query = warehouse(
    'query',
    'select month, count(*), avg(avg_tag_len) from bookmarks group by month order by 1',
    '--json',
  );
  expect(query.stderr).toBe('');
  expect(JSON.parse(query.stdout).rows).toEqual([
    ['Oct', 1, 5.25],
    ['Sep', 1, 5.25],
  ]);
  expect(JSON.parse(warehouse('tables', '--json').stdout).items[0]).toMatchObject({
    name: 'bookmarks',
    rows: 2,
  });
  expect(JSON.parse(warehouse('loads', '--json').stdout)).toEqual({ items: [JSON.parse(load.stdout)] });
});

it('for people it draws tables, and says the rest on stderr', () => {
  expect(warehouse('load', 'output-1', '--table', 'bookmarks').stdout).toMatch(
    /^bookmarks holds this output already \(2 rows/,
  );
  const query = warehouse('query', 'select id, num_tags from bookmarks', '--limit', '1');
  expect(query.stdout).toBe(
    [
      '┌─────┬──────────┐',
      '│ id  │ num_tags │',
      '├─────┼──────────┤',
      '│ id1 │        4 │',
      '└─────┴──────────┘',
      '',
    ].join('\n'),
  );
  expect(query.stderr).toMatch(/^1 row in .*, there are more: raise --limit\n$/);
  expect(warehouse('tables').stdout).toContain('│ bookmarks │ 2');
  expect(warehouse('loads').stdout).toContain(source);
});

it('what fails exits 1 with a next step, as JSON on request', () => {
  const load = warehouse('load', join(folder, 'nowhere'), '--table', 'bookmarks');
  expect(load).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^error: .*nowhere.*\nhint: {2}Name the output folder/),
  });
  const query = warehouse('query', 'select nope', '--json');
  expect(query.status).toBe(1);
  expect(JSON.parse(query.stdout)).toEqual({
    error: { code: 'QUERY_INVALID', message: 'column "nope" does not exist', hint: 'At line 1, column 8.' },
  });
});

it.each([
  ['no command', []],
  ['an unknown command', ['grind']],
  ['no table', ['load', 'out']],
  ['a mode that is none', ['load', 'out', '--table', 'bookmarks', '--mode', 'merge']],
  ['a limit that is none', ['query', 'select 1', '--limit', '0']],
])('%s is used wrongly: exit 2', (_, words) => {
  expect(warehouse(...words)).toMatchObject({ status: 2, stdout: '' });
});

it('help explains every command', () => {
  const help = warehouse('--help');
  expect(help.status).toBe(0);
  for (const word of ['load', 'query', 'tables', 'loads', 'Examples:', 'DATABASE_URL', 'OREMILL_DATA']) {
    expect(help.stdout).toContain(word);
  }
});
