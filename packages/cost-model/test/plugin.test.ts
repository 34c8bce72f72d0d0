import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
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
