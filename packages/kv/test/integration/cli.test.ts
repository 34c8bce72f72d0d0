import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseBytes } from '@oremill/types';
import { tweets } from '@oremill/workbench/values';
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
  const kv = (...args: string[]): Outcome => kvWith('', ...args);
  const kvWith = (input: string, ...args: string[]): Outcome => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
      env,
      input,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };
  const serve = async (...more: string[]): Promise<ChildProcess & { readonly port: number }> => {
    const server = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--json', ...more], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void server.kill('SIGKILL'));
    const [printed] = (await once(server.stdout as NonNullable<typeof server.stdout>, 'data')) as [Buffer];
    return Object.assign(server, JSON.parse(printed.toString()) as { port: number });
  };
  /** Its exit code, once it is done. */
  const start = async (...args: string[]) => {
    const [code] = await once(spawn(process.execPath, [CLI, ...args], { env, stdio: 'ignore' }), 'close');
    return code as number;
  };
  return { kv, kvWith, start, serve };
}

test('datasets are published, read, rolled back and removed, without a server and with one', async () => {
  const folder = scratch();
  const { kv, serve } = commandLine(join(folder, 'data'));
  const one = writeTsv(folder, 'one.tsv', { a: '1', ab: '2', b: '3' });
  const two = writeTsv(folder, 'two.tsv', { a: '10' });
  expect(kv('publish', 'tags', one).stdout).toBe('tags: version 1 is served, 3 entries in 172 B\n');
  expect(kv('get', 'tags', 'ab')).toEqual({ status: 0, stdout: '2', stderr: '' });
  expect(kv('scan', 'tags', '--prefix', 'a').stdout).toBe('a\t1\nab\t2\n');
  expect(kv('scan', 'tags', '--limit', '2')).toEqual({ status: 0, stdout: 'a\t1\nab\t2\n', stderr: '' });

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
  expect(kv('info', 'tags').stdout).toMatch(
    /^memory [\d.]+ [KM]iB of version 1, beside it [\d.]+ [KM]iB of version 2: [\d.]+ [KM]iB in all$/m,
  );
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
  expect(kv('set', 'carts', '17', 'two', '--if-equal', 'other', '--json')).toMatchObject({
    status: 1,
    stdout: '{"isSet":false}\n',
  });
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

test('datasets of several parts are built, checked, published, made, loaded and told of', () => {
  const folder = scratch();
  const { kv } = commandLine(join(folder, 'data'));
  const pairs = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`key-${index}`, `${index}`]));
  const tsv = writeTsv(folder, 'one.tsv', pairs);
  const image = join(folder, 'one.image');
  const built = JSON.parse(kv('build', tsv, '--to', image, '--parts', '3', '--json').stdout) as {
    images: string[];
  };
  expect(built).toMatchObject({ entries: 60, images: { length: 3 } });
  const glob = join(folder, 'one-*.image');
  expect(kv('check', glob).stdout).toMatch(/one-00.image is whole: .*part 0 of 3[\s\S]*part 2 of 3/);
  expect(kv('check', ...built.images.slice(1)).stderr).toContain('it is one of 3 parts');
  expect(kv('publish', 'tags', glob).stdout).toMatch(/^tags: version 1 is served, 60 entries/);
  expect(kv('get', 'tags', 'key-59').stdout).toBe('59');
  expect(kv('info', 'tags').stdout).toMatch(/part 2: \d+ entries, .* of at most 4 GiB[\s\S]* in 3 parts/);
  expect(kv('publish', 'tags', tsv, '--parts', '2', '--delta').stderr).toContain(
    'a delta over 3 parts cannot',
  );
  expect(kv('create', 'carts', '--parts', '3').status).toBe(0);
  expect(JSON.parse(kv('load', 'carts', tsv, '--json').stdout)).toMatchObject({ entries: 60, badLines: 0 });
  expect(kv('parts', 'carts', '2').stdout).toBe('carts has 2 parts when it is opened next\n');
  const carts = JSON.parse(kv('info', 'carts', '--json').stdout) as { entries: number; parts: unknown[] };
  expect([carts.entries, carts.parts.length]).toEqual([60, 2]);
  expect(kv('scan', 'carts', '--prefix', 'key-1', '--limit', '2').stdout).toBe('key-1\t1\nkey-10\t10\n');
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

test('users are kept with hashes, may do what they were given, and sign in over TLS', async () => {
  const folder = scratch();
  const { kv, kvWith, serve } = commandLine(join(folder, 'data'));
  const password = 'correct horse battery';
  kv('publish', 'tags', writeTsv(folder, 'one.tsv', { a: '1' }));
  kv('create', 'carts');
  expect(kvWith('short', 'user', 'add', 'ann').status).toBe(1);
  expect(kvWith(password, 'user', 'add', 'default').status).toBe(1);
  expect(kvWith(`${password}\n`, 'user', 'add', 'ann', '--datasets', 'tags', '--json').stdout).toBe(
    '{"name":"ann","datasets":["tags"],"verbs":["read"]}\n',
  );
  const file = join(folder, 'data/kv/users.json');
  expect(readFileSync(file, 'utf8')).not.toContain('horse');
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const tls = resolve(import.meta.dirname, 'tls');
  const certificate = join(tls, 'server-cert.pem');
  const server = await serve('--tls-cert', certificate, '--tls-key', join(tls, 'server-key.pem'));
  writeFileSync(join(folder, 'password'), password, { mode: 0o600 });
  const ann = (...args: string[]) =>
    spawnSync(
      'redis-cli',
      ['--tls', '--cacert', certificate, '-p', String(server.port), '--user', 'ann', ...args],
      {
        env: { ...process.env, REDISCLI_AUTH: password },
        encoding: 'utf8',
        input: 'SELECT tags\nGET a\nSELECT carts\nKV.DATASETS\n',
      },
    ).stdout;
  // Commands of this machine go on as before.
  expect(kv('get', 'tags', 'a').stdout).toBe('1');
  expect(JSON.parse(kv('user', 'list', '--json').stdout)).toMatchObject({ items: [{ name: 'ann' }] });
  if (spawnSync('redis-cli', ['--version']).status === 0) {
    const [selected, value, refused, denied] = ann()
      .split('\n')
      .filter((line) => line !== '');
    expect([selected, value]).toEqual(['OK', '1']);
    // Whether there is a dataset that is none of hers, she is not told.
    expect([refused, denied].map((line) => line?.split(' ')[0])).toEqual(['ERR', 'NOPERM']);
  }
  expect(kv('user', 'remove', 'ann').status).toBe(0);
  expect(kv('user', 'remove', 'ann').status).toBe(1);
});

test('a damaged log keeps a dataset from being read, by its place, until it is repaired', () => {
  const folder = scratch();
  const { kv } = commandLine(join(folder, 'data'));
  kv('create', 'carts', '--fsync', 'always');
  kv('create', 'other');
  for (const value of ['one', 'two', 'three']) expect(kv('set', 'carts', value, value).status).toBe(0);
  const log = join(folder, 'data/kv/carts/written/log-000001');
  const bytes = readFileSync(log);
  bytes[bytes.indexOf('two')] = 0;
  writeFileSync(log, bytes);
  const refused = kv('get', 'carts', 'one');
  expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining(`${log}`)]);
  expect(kv('get', 'other', 'x').stderr).toContain('other has no key x');
  expect(kv('repair', 'carts').status).toBe(2);
  expect(kv('repair', 'carts', '--accept-loss').stdout).toBe(
    'carts: 0 entries of the snapshot, and 1 writes behind it\n',
  );
  expect(kv('get', 'carts', 'one').stdout).toBe('one');
  expect(kv('get', 'carts', 'three').status).toBe(1);
});

test('commands at the same time wait for each other where no server runs, and deltas at the same time all stay', async () => {
  const folder = scratch();
  const { kv, start } = commandLine(join(folder, 'data'));
  kv('create', 'carts');
  kv('publish', 'tags', writeTsv(folder, 'base.tsv', { base: '0' }));
  const codes = await Promise.all([
    ...['a', 'b', 'c'].map((key) => start('set', 'carts', key, key)),
    ...['x', 'y'].map((key) =>
      start('publish', 'tags', writeTsv(folder, `${key}.tsv`, { [key]: '1' }), '--delta'),
    ),
  ]);
  expect(codes).toEqual([0, 0, 0, 0, 0]);
  expect(kv('scan', 'carts', '--keys').stdout).toBe('a\nb\nc\n');
  expect(kv('scan', 'tags', '--keys').stdout).toBe('base\nx\ny\n');
});

test('scan prints bytes as they are, or says why it cannot', () => {
  const folder = scratch();
  const { kv } = commandLine(join(folder, 'data'));
  const file = join(folder, 'bytes.tsv');
  writeFileSync(file, Buffer.from('\xff\xfe\tvalue\n', 'latin1'));
  kv('publish', 'bytes', file);
  const { stdout } = spawnSync(process.execPath, [CLI, 'scan', 'bytes'], {
    env: { ...process.env, OREMILL_DATA: join(folder, 'data') },
  });
  expect(stdout.equals(readFileSync(file))).toBe(true);
  kv('create', 'lines');
  kv('set', 'lines', 'a', 'one\ntwo');
  expect(kv('scan', 'lines').stderr).toContain('newline');
  expect(kv('scan', 'lines', '--escaped').stdout).toBe('a\tone\\ntwo\n');
});

test('a dataset that is published by the command that advise prints takes what advise said', () => {
  const folder = scratch();
  const { kv } = commandLine(join(folder, 'data'));
  const posts = Object.fromEntries(tweets(800).map((value, n) => [`key-${n}`, value.toString()]));
  const file = writeTsv(folder, 'Some posts.tsv', posts);
  const { stdout } = kv('advise', file);
  const recommended = /^(.*): It saves /m.exec(stdout)?.[1] as string;
  const row = stdout.split('\n').find((line) => line.startsWith(`│ ${recommended} `)) as string;
  const promised = parseBytes(/µs +│ ([\d.]+ [KM]iB) /.exec(row)?.[1] as string) as number;
  const command = stdout.trim().split('\n').at(-1) as string;
  expect(command).toMatch(/^kv publish some-posts '.*Some posts.tsv' --compression zstd-dictionary:\d+:\d+/);
  // As a shell does it.
  const published = spawnSync('sh', ['-c', `kv() { "$NODE" "$CLI" "$@"; }; ${command} --json`], {
    env: { ...process.env, OREMILL_DATA: join(folder, 'data'), NODE: process.execPath, CLI },
    encoding: 'utf8',
  });
  expect(JSON.parse(published.stdout)).toMatchObject({ number: 1, entries: 800 });
  const image = join(folder, 'data/kv/some-posts/versions/000001.image');
  const found = JSON.parse(kv('check', image, '--json').stdout) as Record<string, number>;
  const taken = (found.valueBytes as number) + (found.dictionaryBytes as number);
  expect(taken / promised).toBeGreaterThan(0.8);
  expect(taken / promised).toBeLessThan(1.05);
  expect(kv('publish', 'tags', file, '--compression', 'zstd:33')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('with a level from 1 to 19'),
  });
});
