import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { type Execution, outputManifestSchema } from '@oremill/types';
import { type S3Server, startS3Server } from '@oremill/workbench/s3-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunJobOptions } from '../../src/run-job.ts';
import { useScratch, writeInput } from '../scratch.ts';
import { breakRequests } from './failing-proxy.ts';

const LIBRARY = fileURLToPath(new URL('./call-library.ts', import.meta.url));
const JOB = fileURLToPath(new URL('../jobs/obedient.ts', import.meta.url));
const scratch = useScratch();
let server: S3Server;

beforeAll(async () => {
  server = await startS3Server();
});
afterAll(() => server.close());

type Reply = Execution & { readonly error?: { readonly code: string; readonly hint?: string } };

/** A place to work in; `call` calls the library there, against the server or a proxy of it. */
function prepare(target: string) {
  const folder = scratch();
  const env = (endpoint: string) => ({
    ...process.env,
    ...server.env,
    AWS_ENDPOINT_URL: endpoint,
    OREMILL_DATA: join(folder, 'data'),
  });
  const argsOf = (action: string, orders = '', more: Partial<RunJobOptions> = {}) => {
    const inputs = orders === '' ? [] : [writeInput(folder, 'orders.txt', orders)];
    const options = { job: JOB, inputs, output: target, runner: 'inline', partitions: 3, ...more };
    return [LIBRARY, action, JSON.stringify(options)];
  };
  const call = (args: readonly string[], endpoint = server.endpoint): Promise<Reply> =>
    new Promise((resolve, reject) => {
      execFile(process.execPath, args, { env: env(endpoint) }, (error, stdout, stderr) => {
        if (error === null) resolve(JSON.parse(stdout));
        else reject(new Error(stderr, { cause: error }));
      });
    });
  return { argsOf, call, env, staging: join(folder, 'data', 'mapreduce', 'outputs') };
}

async function namesIn(target: string): Promise<string[]> {
  const objects = await Array.fromAsync(server.objects.list(target));
  return objects.map(({ uri }) => uri.slice(target.length + 1)).sort();
}

async function readRows(target: string, read = (bytes: Buffer): Buffer => bytes): Promise<string[]> {
  const manifest = outputManifestSchema.parse(JSON.parse(await readText(`${target}/_manifest.json`)));
  const rows: string[] = [];
  for (const { path, bytes } of manifest.parts) {
    const content = Buffer.concat(await (await server.objects.read(`${target}/${path}`)).toArray());
    expect(content.length).toBe(bytes);
    rows.push(...read(content).toString().split('\n').slice(0, -1));
  }
  return rows.sort();
}

async function readText(uri: string): Promise<string> {
  return text(await server.objects.read(uri));
}

const orders = 'a 1\nb 2\nc 3\nemit-then-throw x\nd 4\n';
const rows = ['a\t0\t1', 'b\t0\t2', 'c\t0\t3', 'd\t0\t4'];

test('an output is uploaded whole, and nothing of it stays on this machine', async () => {
  const target = 's3://mill/whole/output';
  const { argsOf, call, staging } = prepare(`${target}/`);
  const execution = await call(argsOf('run', orders));
  expect(execution).toMatchObject({ state: 'succeeded', output: target });
  const part = (partition: number) => `part-0000${partition}-${execution.id}`;
  const sides = ['_SUCCESS', '_execution.json', '_manifest.json', '_skipped.jsonl'];
  expect(await namesIn(target)).toEqual(expect.arrayContaining([...sides, part(0), part(1), part(2)]));
  expect(execution.manifest?.parts.map(({ path }) => path)).toEqual([part(0), part(1), part(2)]);
  expect(await readRows(target)).toEqual(rows);
  expect(await readText(`${target}/_skipped.jsonl`)).toContain('as told: x');
  expect(readdirSync(staging)).toEqual([]);
  expect(await call(argsOf('show'))).toEqual(execution);
  expect(await call(argsOf('skipped'))).toMatchObject({
    items: [{ reason: expect.stringContaining('as told: x') }],
  });
});

test('parts of pairs are uploaded under names of their own', async () => {
  const target = 's3://mill/pairs/output';
  const { argsOf, call, staging } = prepare(target);
  const job = fileURLToPath(new URL('../jobs/pair-output.ts', import.meta.url));
  const { id, manifest } = await call(argsOf('run', 'a 1\nb 2\na 3', { job }));
  const names = [0, 1, 2].map((partition) => `part-0000${partition}-${id}.image`);
  expect(manifest?.parts.map(({ path }) => path)).toEqual(names);
  const parts = await Promise.all(names.map((name) => readText(`${target}/${name}`)));
  expect(parts.map((part) => JSON.parse(part).partition)).toEqual([0, 1, 2]);
  expect(readdirSync(staging)).toEqual([]);
  // Another one makes way for it, so its parts were known as such.
  const again = await call(argsOf('run', 'a 1', { job, overwrite: true }));
  expect((await namesIn(target)).filter((name) => name.startsWith('part'))).toEqual(
    again.manifest?.parts.map(({ path }) => path),
  );
});

test('an output that is there stays, or makes way as a whole when that is asked for', async () => {
  const target = 's3://mill/replaced/output';
  const { argsOf, call } = prepare(target);
  const first = await call(argsOf('run', orders));
  expect(await call(argsOf('run', 'e 5\n'))).toMatchObject({ error: { code: 'OUTPUT_EXISTS' } });
  expect(await readRows(target)).toEqual(rows);
  await call(argsOf('run', 'e 5\n', { overwrite: true, compression: 'gzip' }));
  expect(await readRows(target, gunzipSync)).toEqual(['e\t0\t5']);
  const names = await namesIn(target);
  expect(names.filter((name) => name.includes(first.id))).toEqual([]);
  expect(names.filter((name) => name.endsWith('.gz'))).toHaveLength(3);
});

test('a folder that holds something else is not written to', async () => {
  const target = 's3://mill/foreign/output';
  const { argsOf, call, staging } = prepare(target);
  await server.objects.publish(`${target}/thesis.txt`, Buffer.from('mine'));
  expect(await call(argsOf('run', orders, { overwrite: true }))).toMatchObject({
    error: { code: 'OUTPUT_EXISTS', message: `${target} holds thesis.txt, which is not of a job` },
  });
  expect(await namesIn(target)).toEqual(['thesis.txt']);
  expect(existsSync(staging)).toBe(false);
});

test('a place for the work that cannot be made is told, and nothing is uploaded', async () => {
  const target = 's3://mill/unwritable/output';
  const { argsOf, call, staging } = prepare(target);
  writeFileSync(dirname(dirname(staging)), 'a file');
  expect(await call(argsOf('run', orders))).toMatchObject({ error: { code: 'OUTPUT_UNWRITABLE' } });
  expect(await namesIn(target)).toEqual([]);
});

test('an upload that fails leaves no output, and goes on from there when it is resumed', async () => {
  const target = 's3://mill/resumed/output';
  const { argsOf, call, staging } = prepare(target);
  const isPart = ({ method, url = '' }: IncomingMessage) => method === 'PUT' && url.includes('part-00001');
  const proxy = await breakRequests(server.endpoint, isPart);
  try {
    expect(await call(argsOf('run', orders), proxy.url)).toMatchObject({
      error: { code: 'UPLOAD_FAILED', hint: expect.stringContaining(`mapreduce resume ${target}`) },
    });
  } finally {
    await proxy.close();
  }
  expect((await namesIn(target)).filter((name) => name.startsWith('_'))).toEqual([]);
  const shown = await call(argsOf('show'));
  expect(shown).toMatchObject({ state: 'stopped', error: { code: 'UPLOAD_FAILED' } });
  expect(shown.manifest).toBeUndefined();
  expect(await call(argsOf('resume'))).toMatchObject({ state: 'succeeded', id: shown.id });
  expect(await readRows(target)).toEqual(rows);
  expect(readdirSync(staging)).toEqual([]);
}, 60_000);

test('a process that is killed right before the manifest leaves no output, and the next one cleans up', async () => {
  const target = 's3://mill/killed/output';
  const { argsOf, call, env, staging } = prepare(target);
  const atManifest = Promise.withResolvers<void>();
  const proxy = await breakRequests(server.endpoint, ({ method, url = '' }) => {
    const isManifest = method === 'PUT' && url.includes('_manifest.json');
    if (isManifest) atManifest.resolve();
    return isManifest;
  });
  try {
    const child = spawn(process.execPath, argsOf('run', orders), { env: env(proxy.url), stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await Promise.race([atManifest.promise, ended]);
    child.kill('SIGKILL');
    await ended;
  } finally {
    await proxy.close();
  }
  const left = await namesIn(target);
  expect(left).not.toContain('_manifest.json');
  expect(left.filter((name) => name.startsWith('part-'))).toHaveLength(3);
  expect(await call(argsOf('show'))).toMatchObject({ state: 'interrupted' });
  expect(await call(argsOf('run', orders))).toMatchObject({ state: 'succeeded' });
  expect(await readRows(target)).toEqual(rows);
  expect((await namesIn(target)).filter((name) => name.startsWith('part-'))).toHaveLength(3);
  expect(readdirSync(staging)).toEqual([]);
}, 60_000);
