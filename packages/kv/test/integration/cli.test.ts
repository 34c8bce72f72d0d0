import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeTsv } from '../open-store.ts';
import { useScratch } from '../scratch.ts';

const CLI = resolve(import.meta.dirname, '../../src/cli.ts');
const scratch = useScratch();

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line over one data folder. */
function commandLine(dataFolder: string) {
  const env = { ...process.env, OREMILL_DATA: dataFolder };
  const kv = (...args: string[]): Outcome => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { env, encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  const serve = async (): Promise<ChildProcess> => {
    const server = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--json'], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void server.kill('SIGKILL'));
    await once(server.stdout as NonNullable<typeof server.stdout>, 'data');
    return server;
  };
  return { kv, serve };
}

test('datasets are published, read, rolled back and removed, without a server and with one', async () => {
  const folder = scratch();
  const { kv, serve } = commandLine(join(folder, 'data'));
  const one = writeTsv(folder, 'one.tsv', { a: '1', ab: '2', b: '3' });
  const two = writeTsv(folder, 'two.tsv', { a: '10' });
  expect(kv('publish', 'tags', one).stdout).toBe('tags: version 1 is served, 3 entries in 172 B\n');
  expect(kv('get', 'tags', 'ab')).toEqual({ status: 0, stdout: '2', stderr: '' });
  expect(kv('scan', 'tags', '--prefix', 'a').stdout).toBe('a\t1\nab\t2\n');

  const server = await serve();
  expect(JSON.parse(kv('publish', 'tags', two, '--delta', '--json').stdout)).toMatchObject({
    number: 2,
    base: 1,
    entries: 3,
  });
  expect(kv('get', 'tags', 'a', '--json').stdout).toBe('{"value":"10"}\n');
  expect(kv('rollback', 'tags').stdout).toBe('tags serves version 1\n');
  expect(kv('get', 'tags', 'a').stdout).toBe('1');
  expect(kv('info', 'tags').stdout).toMatch(/published.*\n[\s\S]*values +5? *\d+ B[\s\S]*served/);
  server.kill('SIGTERM');
  expect(await once(server, 'close')).toEqual([0, null]);
  expect(kv('get', 'tags', 'a').stdout).toBe('1');
  expect(kv('remove', 'tags', '--yes').status).toBe(0);
  expect(JSON.parse(kv('info', '--json').stdout)).toEqual({ items: [] });
});

test('a live dataset is written with conditions and expiry, and outlives a server that is killed', async () => {
  const { kv, serve } = commandLine(join(scratch(), 'data'));
  const server = await serve();
  expect(kv('create', 'carts', '--fsync', 'always').status).toBe(0);
  expect(kv('set', 'carts', '17', 'one')).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(kv('set', 'carts', '17', 'two', '--if-missing')).toMatchObject({ status: 1 });
  expect(kv('set', 'carts', '17', 'two', '--if-equal', 'other', '--json').stdout).toBe('{"isSet":false}\n');
  expect(kv('set', 'carts', '17', 'two', '--if-equal', 'one', '--ttl', '1h').status).toBe(0);
  server.kill('SIGKILL');
  await once(server, 'close');
  expect(kv('get', 'carts', '17').stdout).toBe('two');
  expect(kv('delete', 'carts', '17', '18').stdout).toBe('1 deleted\n');
  expect(kv('get', 'carts', '17')).toEqual({
    status: 1,
    stdout: '',
    stderr: 'error: carts has no key 17\nhint:  kv scan carts --prefix … lists keys.\n',
  });
});

test('an image is built, checked, and published as it is; a damaged one is named', () => {
  const folder = scratch();
  const { kv } = commandLine(join(folder, 'data'));
  const tsv = writeTsv(folder, 'one.tsv', { a: '1', b: '2' });
  const image = join(folder, 'one.image');
  expect(JSON.parse(kv('build', tsv, '--to', image, '--json').stdout)).toMatchObject({
    entries: 2,
    duplicates: 0,
  });
  expect(kv('check', image).stdout).toContain('is whole: 2 entries');
  expect(kv('publish', 'tags', image).status).toBe(0);
  expect(kv('get', 'tags', 'b').stdout).toBe('2');
  writeFileSync(image, 'OREIMAGE and nothing else');
  const damaged = JSON.parse(kv('publish', 'tags', image, '--json').stdout) as {
    error: { code: string; message: string };
  };
  expect(damaged.error.code).toBe('IMAGE_CORRUPT');
  expect(damaged.error.message).toContain(image);
});

test('used wrongly is exit code 2, a fault of the world 1, both told as JSON if asked', () => {
  const folder = scratch();
  const { kv } = commandLine(join(folder, 'data'));
  expect(kv('publish').status).toBe(2);
  expect(kv('serve', '--port', '99999').status).toBe(2);
  const missing = kv('publish', 'tags', join(folder, 'none.tsv'), '--json');
  expect([missing.status, (JSON.parse(missing.stdout) as { error: { code: string } }).error.code]).toEqual([
    1,
    'SOURCE_MISSING',
  ]);
  const away = kv('--server', 'redis://127.0.0.1:1', 'info');
  expect([away.status, away.stderr]).toEqual([
    1,
    expect.stringContaining('no server answers at 127.0.0.1:1'),
  ]);
});
