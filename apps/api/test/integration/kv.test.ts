import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runJob } from '@oremill/mapreduce';
import type {
  DatasetReport,
  ErrorReply,
  Execution,
  KeyValueReport,
  KvStats,
  SocketReply,
  Version,
} from '@oremill/types';
import { sharedData } from '@oremill/workbench/missing';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { client } from './platform.ts';
import { type ServedInputs, serveInputs } from './served-inputs.ts';

const shared = sharedData('bookmarks.jsonl', 'expected/bookmarks.tsv');

let served: ServedInputs | undefined;
let folder: string;
let address: string;
let call: ReturnType<typeof client>;
let token: string;

beforeAll(async () => {
  served = await serveInputs({
    'one.tsv': 'a\t1\nab\t2\nb\t3\n',
    'two.tsv': 'a\t10\nc\t30\n',
    'bad.tsv': 'a\t1\nno tab here\n',
    ...(shared.skip ? {} : { 'bookmarks.jsonl': readFileSync(shared.path('bookmarks.jsonl'), 'utf8') }),
  });
  ({ folder, address, call, token } = served);
});
afterAll(() => served?.close());

const auth = () => ({ authorization: `Bearer ${token}` });
const input = (name: string) => join(folder, 'inputs', name);
const publish = (name: string, body: object) => call<Version>('POST', `/kv/datasets/${name}/versions`, body);
const value = (
  path: string,
  { headers, ...init }: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
) => fetch(`${address}/kv/${path}`, { ...init, headers: { ...auth(), ...headers } });

async function run(job: string, path: string): Promise<string> {
  const { reply } = await call<Execution>('POST', '/mapreduce/executions', { job, input: { path } });
  // The stream ends with the execution.
  const events = await (
    await fetch(`${address}/mapreduce/executions/${reply.id}/events`, { headers: auth() })
  ).text();
  expect(events).toContain('"state":"succeeded"');
  return reply.id;
}

describe.skipIf(shared.skip)(shared.title('the output of a job'), () => {
  test('is published, read by key, by batch and by prefix, published again under load, and rolled back', async () => {
    const executionId = await run('tag-statistics', input('bookmarks.jsonl'));
    const first = await publish('bookmarks', { executionId });
    expect([first.status, first.reply.number, first.reply.entries]).toEqual([201, 1, 1342]);
    const rows = readFileSync(shared.path('expected/bookmarks.tsv'), 'utf8').trimEnd().split('\n');
    const expected = new Map(
      rows.map((row) => [row.slice(0, row.indexOf('\t')), row.slice(row.indexOf('\t') + 1)] as const),
    );
    const keys = [...expected.keys()];
    const many = await call<{ values: (string | null)[] }>('POST', '/kv/bookmarks', {
      keys: [...keys, 'missing'],
    });
    expect(many.reply.values).toEqual([...expected.values(), null]);
    const one = await value(`bookmarks/${encodeURIComponent(keys[7] as string)}`);
    expect(await one.text()).toBe(expected.get(keys[7] as string));

    const found = await call<{ items: KeyValueReport[]; nextCursor?: string }>(
      'GET',
      `/kv/datasets/bookmarks/keys?prefix=${encodeURIComponent('https://pinboard.in/url:00')}&limit=500`,
    );
    const inOrder = keys.filter((key) => key.startsWith('https://pinboard.in/url:00')).sort();
    expect(found.reply.items.map(({ key }) => key)).toEqual(inOrder);
    expect(found.reply.nextCursor).toBeUndefined();

    let isOver = false;
    const seen = new Set<string>();
    const reader = (async () => {
      while (!isOver) {
        const reply = await value(`bookmarks/${encodeURIComponent(keys[0] as string)}`);
        seen.add(`${reply.status} ${await reply.text()}`);
      }
    })();
    writeFileSync(input('changed.tsv'), `${keys[0]}\tchanged\n`);
    const second = await publish('bookmarks', { source: input('changed.tsv'), isDelta: true });
    expect(second.reply.number).toBe(2);
    // The reader has met the new version once it has asked again.
    while (!seen.has('200 changed')) await value(`bookmarks/${encodeURIComponent(keys[1] as string)}`);
    const back = await call<DatasetReport>('POST', '/kv/datasets/bookmarks/rollback', {});
    isOver = true;
    await reader;
    const former = `200 ${expected.get(keys[0] as string)}`;
    expect([...seen].sort()).toEqual(['200 changed', former].sort());
    expect(back.reply.versions.map(({ number, isServed }) => [number, isServed])).toEqual([
      [2, false],
      [1, true],
    ]);
  });
});

describe('a source', () => {
  test('the images that a job wrote below an allowed folder are served as they are', async () => {
    const output = input('tags');
    const job = new URL('../../examples/tag-counts.ts', import.meta.url);
    writeFileSync(
      input('tags.jsonl'),
      '{"tags":[{"term":"ore"},{"term":"mill"}]}\n{"tags":[{"term":"ore"}]}\n',
    );
    await runJob({ job, inputs: [input('tags.jsonl')], output, runner: 'inline', partitions: 2 });
    const { status, reply } = await publish('tags', { source: output });
    expect([status, reply]).toMatchObject([201, { number: 1, entries: 2, parts: 2 }]);
    expect(await (await value('tags/ore')).text()).toBe('2');
    // Lines would be put over it, images are not.
    const delta = await publish('tags', { source: output, isDelta: true });
    expect([delta.status, (delta.reply as unknown as ErrorReply).code]).toEqual([400, 'SOURCE_INVALID']);
  });

  test('is published from an allowed folder, as a whole and as a delta', async () => {
    expect((await publish('files', { source: input('one.tsv') })).status).toBe(201);
    const delta = await publish('files', { source: input('two.tsv'), isDelta: true });
    expect([delta.reply.number, delta.reply.base, delta.reply.entries]).toEqual([2, 1, 4]);
    const { reply } = await call<{ values: unknown[] }>('POST', '/kv/files', { keys: ['a', 'ab', 'c'] });
    expect(reply.values).toEqual(['10', '2', '30']);
  });

  test('in an allowed folder that is a link out of it is not followed', async () => {
    mkdirSync(join(folder, 'inputs/links'));
    symlinkSync(join(folder, 'data/token'), join(folder, 'inputs/links/token.tsv'));
    const refused = await call<ErrorReply>('POST', '/kv/datasets/files/versions', { source: input('links') });
    expect([refused.status, refused.reply.code]).toEqual([403, 'FORBIDDEN']);
  });

  test('elsewhere is not looked at, and one with a bad line is told by its line', async () => {
    for (const source of ['/etc/passwd', `${folder}/inputs/../data/token`, `${folder}/data`]) {
      const { status, reply } = await call<ErrorReply>('POST', '/kv/datasets/files/versions', { source });
      expect([source, status, reply.code]).toEqual([source, 403, 'FORBIDDEN']);
    }
    const bad = await call<ErrorReply>('POST', '/kv/datasets/files/versions', { source: input('bad.tsv') });
    expect([bad.status, bad.reply.message]).toEqual([400, `${input('bad.tsv')}:2 has no tab`]);
    const neither = await call<ErrorReply>('POST', '/kv/datasets/files/versions', {});
    expect(neither.status).toBe(400);
  });
});

describe('values of a live dataset', () => {
  test('are any bytes, conditional by ETag, and expire', async () => {
    expect((await call<DatasetReport>('POST', '/kv/datasets', { name: 'carts' })).status).toBe(201);
    const bytes = new Uint8Array([0, 255, 10, 9, 128]);
    const put = await value('carts/%C3%A9%20%2F', { method: 'PUT', body: bytes });
    const etag = put.headers.get('etag') as string;
    expect(put.status).toBe(204);
    const got = await value('carts/%C3%A9%20%2F');
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(bytes);
    expect([got.headers.get('content-type'), got.headers.get('etag')]).toEqual([
      'application/octet-stream',
      etag,
    ]);
    expect((await value('carts/%C3%A9%20%2F', { headers: { 'if-none-match': etag } })).status).toBe(304);

    const write = async (headers: Record<string, string>) =>
      (await value('carts/%C3%A9%20%2F', { method: 'PUT', body: 'new', headers })).status;
    expect(await write({ 'if-none-match': '*' })).toBe(412);
    expect(await write({ 'if-match': '"other"' })).toBe(412);
    expect(await write({ 'if-match': etag })).toBe(204);
    expect(await write({ 'if-match': etag })).toBe(412);

    const short = await value('carts/short?ttlSeconds=3600', { method: 'PUT', body: 'x' });
    expect(short.status).toBe(204);
    expect((await value('carts/short')).headers.get('expires')).toMatch(/GMT$/);
    expect((await value('carts/short', { method: 'DELETE' })).status).toBe(204);
    const gone = await value('carts/short', { method: 'DELETE' });
    expect([gone.status, ((await gone.json()) as ErrorReply).code]).toEqual([404, 'KEY_MISSING']);
    const many = await call<{ values: unknown[] }>('POST', '/kv/carts', { keys: ['é /', 'short'] });
    expect(many.reply.values).toEqual(['new', null]);
  });

  test('of a published dataset are refused, and so is who has no token', async () => {
    const refused = await value('files/a', { method: 'PUT', body: 'x' });
    expect([refused.status, ((await refused.json()) as ErrorReply).code]).toEqual([409, 'READONLY']);
    expect((await fetch(`${address}/kv/files/a`)).status).toBe(401);
    expect((await value('none/a')).status).toBe(404);
  });
});

test('a command is run as a client would, and counted', async () => {
  const ask = (command: unknown[]) =>
    call<{ reply: unknown }>('POST', '/kv/commands', { dataset: 'files', command });
  expect((await ask(['GET', 'ab'])).reply).toEqual({ reply: '2' });
  expect((await ask(['MGET', 'ab', { base64: Buffer.from('zz').toString('base64') }])).reply).toEqual({
    reply: ['2', null],
  });
  expect((await ask(['HELLO', '3'])).reply).toEqual({ reply: { error: expect.stringContaining('ended') } });
  expect((await ask(['LPUSH', 'x', '1'])).reply).toEqual({
    reply: { error: expect.stringContaining('ERR') },
  });
  const { reply } = await call<KvStats>('GET', '/kv/stats');
  expect(reply.commands).toBeGreaterThan(3);
  const metrics = await (await fetch(`${address}/metrics`, { headers: auth() })).text();
  expect(metrics).toMatch(/^oremill_kv_dataset_entries\{dataset="files"\} [34]$/m);
  expect(Number(/^oremill_kv_commands (\d+)$/m.exec(metrics)?.[1])).toBeGreaterThan(3);
  expect(reply.latencies.find(({ command }) => command === 'get')?.calls).toBeGreaterThan(0);
});

describe('the websocket', () => {
  // Node’s takes headers, a browser’s does not, and its type is the browser’s.
  const withHeaders = (headers: Record<string, string>) => ({ headers }) as unknown as string[];

  async function open() {
    const socket = new WebSocket(`${address.replace('http', 'ws')}/kv/socket`, withHeaders(auth()));
    onTestFinished(() => socket.close());
    const waiting: ((reply: SocketReply) => void)[] = [];
    const arrived: SocketReply[] = [];
    socket.addEventListener('message', ({ data }) => {
      const reply = JSON.parse(String(data)) as SocketReply;
      const next = waiting.shift();
      if (next) next(reply);
      else arrived.push(reply);
    });
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    return {
      send: (message: unknown) =>
        socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
      next: () => {
        const reply = arrived.shift();
        return reply ? Promise.resolve(reply) : new Promise<SocketReply>((resolve) => waiting.push(resolve));
      },
    };
  }

  test('gets, puts, loads, copies, and tells of changes and versions to who subscribed', async () => {
    const { send, next } = await open();
    const writer = await open();
    await call('POST', '/kv/datasets', { name: 'notes' });
    send({ id: 1, op: 'subscribe', dataset: 'notes', prefix: 'n' });
    expect(await next()).toEqual({ id: 1, ok: true });
    send({ id: 2, op: 'subscribe', dataset: 'files' });
    expect(await next()).toEqual({ id: 2, ok: true });
    for (const key of ['x1', 'n1']) writer.send({ id: 1, op: 'put', dataset: 'notes', key, value: 'v' });
    expect([await writer.next(), await writer.next()]).toEqual([
      { id: 1, ok: true },
      { id: 1, ok: true },
    ]);
    expect(await next()).toEqual({ event: 'changed', dataset: 'notes', key: 'n1' });
    writer.send({ id: 3, op: 'load', dataset: 'files', publish: { source: input('one.tsv') } });
    expect(await next()).toMatchObject({ event: 'published', dataset: 'files' });
    expect(await writer.next()).toMatchObject({ id: 3, version: { entries: 3 } });
    send({ id: 4, op: 'get', dataset: 'files', key: 'b' });
    send({ id: 5, op: 'get', dataset: 'files', key: 'nothing' });
    expect([await next(), await next()]).toEqual([
      { id: 4, value: '3' },
      { id: 5, value: null },
    ]);
    send({ id: 6, op: 'save', dataset: 'notes' });
    expect(await next()).toEqual({ id: 6, folder: expect.stringContaining('.copies') });
    expect((await value('datasets/notes', { method: 'DELETE' })).status).toBe(204);
    expect(await next()).toEqual({ event: 'ended', dataset: 'notes' });
  });

  test('answers what it cannot take with an error, and goes on', async () => {
    const { send, next } = await open();
    send('not json');
    expect(await next()).toMatchObject({ error: { code: 'REQUEST_INVALID' } });
    send({ id: 9, op: 'fly', dataset: 'files' });
    expect(await next()).toMatchObject({ id: 9, error: { code: 'REQUEST_INVALID' } });
    send({ id: 10, op: 'put', dataset: 'files', key: 'a', value: 'x' });
    expect(await next()).toMatchObject({ id: 10, error: { code: 'READONLY' } });
    send({ id: 11, op: 'get', dataset: 'files', key: 'a' });
    expect(await next()).toEqual({ id: 11, value: '1' });
  });

  test('is closed to who has no token', async () => {
    const socket = new WebSocket(`${address.replace('http', 'ws')}/kv/socket`);
    const outcome = await new Promise((resolve) => {
      socket.addEventListener('open', () => resolve('open'));
      socket.addEventListener('error', () => resolve('refused'));
    });
    expect(outcome).toBe('refused');
  });
});
