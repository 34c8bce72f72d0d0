import {
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatasetReport, Execution, Page, QueryReply } from '@oremill/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { client, PlatformProcess, processesIn } from './platform.ts';

let folder: string;
const started: PlatformProcess[] = [];

function start(args: readonly string[] = [], environment: Record<string, string> = {}): PlatformProcess {
  const platform = new PlatformProcess(join(folder, 'data'), args, environment);
  started.push(platform);
  return platform;
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'start-')));
});
afterEach(async () => {
  for (const platform of started.splice(0)) {
    platform.kill('SIGTERM');
    await platform.ended();
  }
  rmSync(folder, { recursive: true, force: true });
});

test('a first start runs the main path, says what it did, serves, and stops all of it when told to', async () => {
  const platform = start(['--sample-bytes', '512KiB']);
  const address = await platform.address();
  const data = join(folder, 'data');
  expect(statSync(join(data, 'token')).mode & 0o777).toBe(0o600);

  const call = client(address, data);
  const { reply } = await call<Page<Execution>>('GET', '/mapreduce/executions');
  expect(reply.items.map(({ job, state }) => [job, state])).toEqual([['tag-statistics', 'succeeded']]);
  const rows = reply.items[0]?.progress.rows ?? 0;
  expect(rows).toBeGreaterThan(300);
  const counted = await call<QueryReply>('POST', '/warehouse/queries', {
    sql: 'select count(*) from bookmarks',
  });
  expect(counted.reply.rows).toEqual([[rows]]);
  // Some ids come twice in the sample; a key has one value.
  const distinct = await call<QueryReply>('POST', '/warehouse/queries', {
    sql: 'select count(distinct id) from bookmarks',
  });
  const entries = distinct.reply.rows[0]?.[0];
  const served = await call<DatasetReport>('GET', '/kv/datasets/bookmarks');
  expect(served.reply.entries).toBe(entries);

  platform.kill('SIGINT');
  const { code, stdout } = await platform.ended();
  expect(code).toBe(0);
  for (const word of [
    'records in',
    'rows out',
    'time',
    'MB/s',
    'yield',
    'mapper/kept_entries',
    'mapper/skipped_entries',
    'month',
    `Serving ${entries} entries from memory`,
    `Of rows with the same id the last one counts: ${rows - Number(entries)} other`,
  ]) {
    expect(stdout).toContain(word);
  }
  expect(stdout).toMatch(/\/ui\/sign-in#token=[\w-]{43}\n/);
  expect(processesIn(data)).toEqual([]);
});

test('a second start keeps the data, says so, and does not show the token again', async () => {
  const first = await start(['--once', '--sample-bytes', '256KiB']).ended();
  expect(first.code).toBe(0);
  const second = await start(['--once']).ended();
  expect(second.code).toBe(0);
  expect(second.stdout).toContain('Your data is kept in');
  expect(second.stdout).not.toContain('#token=');
  expect(readdirSync(join(folder, 'data', 'executions'))).toHaveLength(1);
});

test('--input runs the main job on the user’s own file', async () => {
  const file = join(folder, 'mine.jsonl');
  writeFileSync(
    file,
    '{"id":"a","tags":[{"term":"web"}],"updated":"Sun, 06 Sep 2009 11:36:20 +0000"}\n{"id":"b","tags":[]}\n{"id":"c"}\n',
  );
  const { code, stdout } = await start(['--once', '--input', file]).ended();
  expect(code).toBe(0);
  expect(stdout).toMatch(/records in +3 /);
  expect(stdout).toMatch(/rows out +1 /);
  expect(stdout).toMatch(/mapper\/skipped_entries +1\n/);
});

test('an input that is not there: one message with the next step, exit 1, the database stopped', async () => {
  const { code, stdout, stderr } = await start(['--once', '--input', join(folder, 'missing.jsonl')]).ended();
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/error: no file matches .*missing\.jsonl\nhint: {2}/);
  expect(processesIn(join(folder, 'data'))).toEqual([]);
});

test('an occupied port: one message with the next step, exit 1, nothing made', async () => {
  const occupant = createServer();
  await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
  const { port } = occupant.address() as AddressInfo;
  try {
    const { code, stderr } = await start([], { OREMILL_PORT: String(port) }).ended();
    expect(code).toBe(1);
    expect(stderr).toContain(`error: port ${port} of 127.0.0.1 is in use\nhint:  Set OREMILL_PORT`);
    expect(existsSync(join(folder, 'data', 'postgres'))).toBe(false);
    expect(existsSync(join(folder, 'data', 'token'))).toBe(false);
  } finally {
    occupant.close();
  }
});

test.each([
  [['--colour'], 2, 'unknown option'],
  [['--sample-bytes', 'much'], 2, 'no size'],
  [['--port', 'seven'], 2, 'no port'],
])('%j ends with exit code %i', async (args, expected, message) => {
  const { code, stderr } = await start(args).ended();
  expect(code).toBe(expected);
  expect(stderr).toContain(message);
});

test('two platforms on one data folder: the second says who is there', async () => {
  const first = start(['--no-sample']);
  const address = await first.address();
  const { code, stderr } = await start(['--no-sample']).ended();
  expect(code).toBe(1);
  expect(stderr).toMatch(
    new RegExp(
      `error: Oremill is already running on \\S+ at ${address}/ui/ \\(process ${first.pid}\\)\nhint: `,
    ),
  );
});

test('killed with -9 in the middle of a job: the next start recovers, shows it interrupted, and runs it again', async () => {
  const data = join(folder, 'data');
  const platform = start(['--sample-bytes', '64MiB']);
  await platform.printed(/Running job/);
  const executions = join(data, 'executions');
  // Its state file is the sign that the job has begun.
  while (globSync('*.partial/_execution.json', { cwd: executions }).length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  platform.kill('SIGKILL');
  await platform.ended();
  const [left = ''] = readdirSync(executions);
  expect(left).toMatch(/^[0-9a-z]{20}\.partial$/);

  const again = start(['--sample-bytes', '64MiB']);
  const call = client(await again.address(), data);
  const { reply } = await call<Page<Execution>>('GET', '/mapreduce/executions');
  expect(reply.items.map(({ state }) => state)).toEqual(['succeeded', 'interrupted']);
  const counted = await call<QueryReply>('POST', '/warehouse/queries', {
    sql: 'select count(*) from bookmarks',
  });
  expect(counted.reply.rows).toEqual([[reply.items[0]?.progress.rows]]);
});
