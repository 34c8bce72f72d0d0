import { join } from 'node:path';
import type { Estimate, Execution, Load, RunEstimate, StoredSample, Version } from '@oremill/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { client } from './platform.ts';
import { type ServedInputs, serveInputs } from './served-inputs.ts';

const lines = Array.from({ length: 400 }, (_, id) =>
  JSON.stringify({ url: `http://example.com/${id}`, text: `word${id % 9} ${'and '.repeat(id % 20)}more` }),
);
const posts = `${lines.join('\n')}\n`;
const bookmarks = Array.from({ length: 400 }, (_, id) =>
  JSON.stringify({
    id: `http://example.com/${id}`,
    updated: 'Tue, 08 Sep 2009 23:28:55 +0000',
    tags: [{ term: `tag${id % 9}` }],
  }),
);

let served: ServedInputs | undefined;
let folder: string;
let address: string;
let call: ReturnType<typeof client>;
let token: string;

beforeAll(async () => {
  served = await serveInputs({ 'posts.jsonl': posts, 'bookmarks.jsonl': `${bookmarks.join('\n')}\n` });
  ({ folder, address, call, token } = served);
});
afterAll(() => served?.close());

const scenario = { rate: '1e6 record/day', media: ['ram', 's3'], months: 3 };

async function upload(text: string) {
  const response = await fetch(`${address}/cost/samples?name=posts&text=text`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: text,
  });
  return { status: response.status, reply: (await response.json()) as StoredSample };
}

const measure = (source: object, rules: object = {}) =>
  call<StoredSample>('POST', '/cost/samples/sources', { source, ...rules });

async function run(job: string, file: string): Promise<string> {
  const path = join(folder, 'inputs', file);
  const { reply } = await call<Execution>('POST', '/mapreduce/executions', { job, input: { path } });
  const events = await fetch(`${address}/mapreduce/executions/${reply.id}/events`, {
    headers: { authorization: `Bearer ${token}` },
  });
  // The stream ends with the execution.
  expect(await events.text()).toContain('"state":"succeeded"');
  return reply.id;
}

test('a sample is sent, measured, kept, estimated and forgotten', async () => {
  const { status, reply: sample } = await upload(posts);
  expect(status).toBe(201);
  expect(sample.statistics).toMatchObject({ name: 'posts', lines: 400, records: 400, isWhole: true });
  // The same records, read alike, are the same sample.
  expect((await upload(posts)).reply.id).toBe(sample.id);
  expect((await call('GET', `/cost/samples/${sample.id}`)).reply).toMatchObject({ id: sample.id });

  const request = { sampleId: sample.id, scenario };
  const { reply: estimate } = await call<Estimate>('POST', '/cost/estimates', request);
  expect(estimate.media.map(({ medium, months }) => [medium, months.length])).toEqual([
    ['ram', 3],
    ['s3', 3],
  ]);
  expect((await call<Estimate>('POST', '/cost/estimates', request)).reply).toEqual(estimate);

  const removed = await fetch(`${address}/cost/samples/${sample.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(removed.status).toBe(204);
  expect(await call('POST', '/cost/estimates', request)).toMatchObject({
    status: 404,
    reply: { code: 'SAMPLE_MISSING' },
  });
});

describe('refused is', () => {
  test.each([
    ['nothing', ''],
    ['what is no record', 'a\nb\n'],
  ])('%s as a sample', async (_, text) => {
    expect(await upload(text)).toMatchObject({ status: 422, reply: { code: 'SAMPLE_UNFIT' } });
  });

  test('a request without a body', async () => {
    const response = await fetch(`${address}/cost/samples?name=posts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    expect([response.status, await response.json()]).toEqual([
      422,
      expect.objectContaining({ code: 'SAMPLE_UNFIT', message: 'posts is empty' }),
    ]);
  });

  test('a scenario with a wrong unit, by its path', async () => {
    const { reply: sample } = await upload(posts);
    const wrong = { ...scenario, retention: '1 month' };
    expect(await call('POST', '/cost/estimates', { sampleId: sample.id, scenario: wrong })).toMatchObject({
      status: 400,
      reply: {
        code: 'UNIT_INVALID',
        message: expect.stringContaining('retention: month is no unit of time'),
      },
    });
  });

  test('a file outside of the folders that may be read, and paths for names', async () => {
    expect((await measure({ kind: 'file', path: '/etc/passwd' })).status).toBe(403);
    expect((await measure({ kind: 'table', name: 'pg_authid"; --' })).status).toBe(404);
    expect((await call('GET', '/cost/samples/..%2f..%2ftoken')).status).toBe(404);
    expect((await call('GET', '/cost/books/..%2f..%2fpackage')).status).toBe(404);
  });
});

test('what the platform has is measured and priced: a file, an output, a dataset, a table', async () => {
  const file = await measure({ kind: 'file', path: join(folder, 'inputs', 'posts.jsonl') }, { text: 'text' });
  expect(file.reply.statistics).toMatchObject({ records: 400, isWhole: true });

  const executionId = await run('tag-statistics', 'bookmarks.jsonl');
  const output = await measure({ kind: 'execution', id: executionId }, { format: 'tsv' });
  expect(output.reply.statistics).toMatchObject({ records: 400 });

  const version = await call<Version>('POST', '/kv/datasets/marks/versions', { executionId });
  expect(version.status).toBe(201);
  const dataset = await measure({ kind: 'dataset', name: 'marks' }, { format: 'tsv' });
  expect(dataset.reply.statistics).toMatchObject({ records: 400 });
  const kept = await call<{ memoryBytes: number; items: { medium: string; usdMonth: number }[] }>(
    'GET',
    '/cost/datasets/marks',
  );
  expect(kept.reply.memoryBytes).toBeGreaterThan(10_000);
  expect(kept.reply.items.find(({ medium }) => medium === 'ram')?.usdMonth).toBeGreaterThan(0);

  const load = await call<Load>('POST', '/warehouse/loads', { executionId, table: 'bookmarks' });
  expect(load.status).toBe(201);
  const table = await measure({ kind: 'table', name: 'bookmarks' });
  expect(table.reply.statistics.fields.map(({ name }) => name)).toContain('month');

  // One small file is one task, which tells nothing of how tasks vary.
  expect(await call<RunEstimate>('POST', '/cost/runs', { executionId, input: '1 TB' })).toMatchObject({
    status: 422,
    reply: { code: 'SAMPLE_UNFIT' },
  });
});

test('prices and media are listed', async () => {
  const prices = await call<{ items: unknown[] }>('GET', '/cost/books/aws-2026?prefix=s3.standard.storage');
  expect(prices.reply.items).toHaveLength(3);
  expect((await call<{ items: unknown[] }>('GET', '/cost/media')).reply.items.length).toBeGreaterThan(4);
});
