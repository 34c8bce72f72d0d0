import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { systemClock } from '@oremill/runtime';
import { AppError, toErrorReply } from '@oremill/types';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Content, CostAnswers, CostService } from '../src/index.ts';
import { costPlugin } from '../src/plugin.ts';

const UPLOAD_BYTES_MAX = 100_000;
const record = '{"text":"one and more"}\n';

const app = fastify({ forceCloseConnections: true });
/** Of the upload that is cut off: its beginning is there, and it has ended. */
const uploading = Promise.withResolvers<void>();
const cutOff = Promise.withResolvers<void>();

let folder: string;
let address: string;
let cost: CostService;
let answers: CostAnswers;
let source: Content;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cost-plugin-'));
  const kept = { folder, clock: systemClock };
  cost = new CostService(kept);
  answers = new CostAnswers(kept);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, _request, reply) =>
    reply.code(error instanceof AppError ? error.status : 500).send(toErrorReply(error)),
  );
  app.addHook('preHandler', async ({ url }) => {
    if (url.includes('name=cut')) uploading.resolve();
  });
  app.addHook('onError', async ({ url }) => {
    if (url.includes('name=cut')) cutOff.resolve();
  });
  await app.register(costPlugin, {
    cost,
    answers,
    uploadBytesMax: UPLOAD_BYTES_MAX,
    openSource: () => Promise.resolve([source]),
    memoryOf: () => 1,
    tasksOf: () => Promise.resolve({ tasks: [], inputBytes: 1 }),
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await app.close();
  await answers.close();
  rmSync(folder, { recursive: true, force: true });
});

async function upload(body: string | Uint8Array) {
  const response = await fetch(`${address}/cost/samples?name=posts`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body,
  });
  return { status: response.status, reply: await response.json() };
}

describe('an upload', () => {
  test('as large as it may be is measured, packed or not', async () => {
    const text = record.repeat(Math.floor(UPLOAD_BYTES_MAX / record.length));
    for (const body of [text, gzipSync(text)]) {
      expect(await upload(body)).toMatchObject({ status: 201, reply: { statistics: { isWhole: false } } });
    }
  });

  test.each([
    ['is larger', () => record.repeat(5000)],
    ['unpacks to more', () => gzipSync(record.repeat(500_000))],
  ])('that %s is refused, and leaves nothing', async (_, body) => {
    const before = cost.samples.list();
    expect(await upload(body())).toEqual({
      status: 413,
      reply: {
        code: 'SAMPLE_TOO_LARGE',
        message: 'posts is larger than 97.7 KiB',
        hint: expect.stringContaining('send a part of them'),
      },
    });
    expect(cost.samples.list()).toEqual(before);
  });
});

test('a client that hangs up stops what is read for it', async () => {
  const reading = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<unknown>();
  source = {
    name: 'without end',
    storedBytes: undefined,
    async *read(signal) {
      signal?.addEventListener('abort', () => stopped.resolve(signal.reason));
      yield Buffer.from(record);
      reading.resolve();
      await stopped.promise;
      yield Buffer.from(record);
    },
  };
  const hangUp = new AbortController();
  const asked = fetch(`${address}/cost/samples/sources`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ source: { kind: 'file', path: '/any' } }),
    signal: hangUp.signal,
  });
  await reading.promise;
  hangUp.abort();
  await expect(asked).rejects.toThrow('aborted');
  expect(await stopped.promise).toMatchObject({ code: 'CLIENT_GONE' });
});

test('an upload that is cut off leaves nothing, and the next one is measured', async () => {
  const before = cost.samples.list();
  const { port } = app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `POST /cost/samples?name=cut HTTP/1.1\r\nhost: x\r\ncontent-type: application/octet-stream\r\ncontent-length: 9999\r\n\r\n${record}`,
  );
  await uploading.promise;
  socket.destroy();
  await cutOff.promise;
  expect(cost.samples.list()).toEqual(before);
  expect((await upload(record.repeat(40))).status).toBe(201);
});

test('two scenarios are compared', async () => {
  const { reply: sample } = await upload(record.repeat(30));
  const response = await fetch(`${address}/cost/comparisons`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      sampleId: (sample as { id: string }).id,
      first: { records: '1e6 record', media: ['s3'] },
      second: { records: '1e6 record', media: ['s3'], replicas: 2 },
    }),
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    changes: [{ field: 'replicas', first: '1', second: '2' }],
    lines: expect.arrayContaining([
      expect.objectContaining({ line: 's3.last', unit: 'USD', difference: expect.anything() }),
    ]),
    unpriced: [],
  });
});
