import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { hashToken } from '../../src/command/passwords.ts';
import { userSchema } from '../../src/config.ts';
import { freePorts, noRedis } from '../cluster/redis-process.ts';
import { useServer } from '../command/serve.ts';
import { encode } from '../connection/raw-client.ts';

const serve = useServer();
const folder = mkdtempSync(join(tmpdir(), 'kv-clients-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hasRedis = noRedis === undefined;
const pem = (name: string) => readFileSync(new URL(`./tls/${name}.pem`, import.meta.url), 'utf8');

interface Ended {
  readonly code: number | null;
  readonly out: string;
}

/** Runs a client to its end. A password goes by the environment, never by an argument. */
function run(
  program: string,
  words: readonly string[],
  input: string | Buffer = '',
  password?: string,
): Promise<Ended> {
  const env = { ...process.env, ...(password === undefined ? {} : { REDISCLI_AUTH: password }) };
  const child = spawn(program, words, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out }));
  });
}

const portOf = (address: object) => String('port' in address ? address.port : 0);

test.runIf(hasRedis)('redis-cli reads, writes and scans, in RESP2 and RESP3', async () => {
  const { server, main } = await serve();
  const port = portOf(server.address);
  for (const mode of ['-2', '-3']) {
    const cli = (...words: string[]) => run('redis-cli', [mode, '-p', port, ...words]);
    expect(await cli('SET', 'greeting', 'hello')).toEqual({ code: 0, out: 'OK\n' });
    expect(await cli('GET', 'greeting')).toEqual({ code: 0, out: 'hello\n' });
    expect(await cli('GET', 'missing')).toEqual({ code: 0, out: '\n' });
    expect((await cli('INFO', 'server')).out).toContain('server_name:oremill');
    expect((await cli('-e', 'LPUSH', 'l', 'x')).out).toContain(
      'ERR LPUSH is not offered: values are strings of bytes',
    );
    expect((await cli('--scan', '--pattern', 'greet*')).out).toBe('greeting\n');
  }
  for (let index = 0; index < 500; index++) main.set(Buffer.from(`key:${index}`), Buffer.alloc(index));
  const big = await run('redis-cli', ['-p', port, '--bigkeys']);
  expect(big.code).toBe(0);
  expect(big.out).toMatch(/Biggest string found .*key:499.* has 499 bytes/);
  expect(big.out).toContain('Sampled 501 keys');
  expect((await run('redis-cli', ['-p', port, '--memkeys'])).out).toMatch(/Biggest string found .*key:499/);
  // A terminal is what makes redis-cli ask for COMMAND DOCS; a script asks for it by itself.
  const docs = await run('redis-cli', ['-p', port, 'COMMAND', 'DOCS', 'get']);
  expect(docs.out).toContain('Returns the value of a key.');
});

test.runIf(hasRedis)('redis-cli --pipe loads a stream of commands', async () => {
  const { server, main } = await serve();
  const commands = Array.from({ length: 50_000 }, (_, index) =>
    encode(['SET', `key:${index}`, `value ${index}`]),
  );
  const piped = await run('redis-cli', ['-p', portOf(server.address), '--pipe'], Buffer.concat(commands));
  expect(piped.out).toContain('errors: 0, replies: 50000');
  expect(piped.code).toBe(0);
  expect(main.count).toBe(50_000);
  expect(String(main.get(Buffer.from('key:49999')))).toBe('value 49999');
});

test.runIf(hasRedis)('redis-benchmark runs its own tests, pipelined and not', async () => {
  const { server } = await serve();
  for (const pipeline of ['1', '16']) {
    const words = ['-p', portOf(server.address), '-n', '5000', '-c', '20', '-P', pipeline, '--csv'];
    const { code, out } = await run('redis-benchmark', [...words, '-t', 'ping,set,get,incr,mset']);
    expect(code).toBe(0);
    expect(out).not.toMatch(/error|WARN/i);
    const tests = out.split('\n').flatMap((line) => /^"([A-Z_]+)[ "]/.exec(line)?.[1] ?? []);
    expect(tests).toEqual(['PING_INLINE', 'PING_MBULK', 'SET', 'GET', 'INCR', 'MSET']);
  }
});

test.runIf(hasRedis)('redis-cli signs in, over a unix socket and over TLS', async () => {
  const users = [
    userSchema.parse({ name: 'default', password: hashToken('s3cret'), verbs: ['read', 'write'] }),
  ];
  const path = join(folder, 'kv.sock');
  const local = await serve({ users, listen: { path } });
  expect(local.server.address).toEqual({ path });
  expect((await run('redis-cli', ['-s', path, 'PING'])).out).toBe('NOAUTH Authentication required.\n\n');
  expect((await run('redis-cli', ['-s', path, 'PING'], '', 's3cret')).out).toBe('PONG\n');
  expect((await run('redis-cli', ['-s', path, 'PING'], '', 'wrong')).out).toContain('WRONGPASS');

  const { server } = await serve({ users, tls: { key: pem('server-key'), cert: pem('server-cert') } });
  const authority = new URL('./tls/server-cert.pem', import.meta.url).pathname;
  const words = ['-p', portOf(server.address), '--tls', '--cacert', authority];
  const big = 'x'.repeat(300_000);
  expect((await run('redis-cli', [...words, '-x', 'SET', 'big'], big, 's3cret')).out).toBe('OK\n');
  expect((await run('redis-cli', [...words, 'STRLEN', 'big'], '', 's3cret')).out).toBe('300000\n');
  expect((await run('redis-cli', [...words, 'GET', 'big'], '', 's3cret')).out).toBe(`${big}\n`);
  const plain = await run('redis-cli', ['-p', portOf(server.address), 'PING']);
  expect(plain.out).not.toContain('PONG');
});

test.runIf(hasRedis)('redis-cli --cluster check finds one node with all slots', async () => {
  const [port = 0] = await freePorts(1);
  const place = { host: '127.0.0.1', port };
  await serve({ listen: place, cluster: { nodeId: 'a'.repeat(40), ...place } });
  const { out } = await run('redis-cli', ['--cluster', 'check', `127.0.0.1:${port}`]);
  expect(out).toContain('All 16384 slots covered');
  expect((await run('redis-cli', ['-p', String(port), 'CLUSTER', 'KEYSLOT', 'a{b}c'])).out).toBe('3300\n');
  expect((await run('redis-cli', ['-c', '-p', String(port), 'SET', 'a', '1'])).out).toBe('OK\n');
  const { server } = await serve();
  expect((await run('redis-cli', ['-p', portOf(server.address), 'CLUSTER', 'INFO'])).out).toContain(
    'cluster support disabled',
  );
});
