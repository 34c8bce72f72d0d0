import { join } from 'node:path';
import type { Diagnosis, Execution, Page, SkippedRecord, TaskReport } from '@oremill/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { client } from './platform.ts';
import { type ServedInputs, serveInputs } from './served-inputs.ts';

let served: ServedInputs | undefined;
let folder: string;
let address: string;
let call: ReturnType<typeof client>;
let token: string;

const GOOD = '{"id":"a","tags":[{"term":"web"},{"term":"ore"}],"updated":"Sun, 06 Sep 2009 11:36:20 +0000"}';

beforeAll(async () => {
  served = await serveInputs({
    'small.jsonl': `${GOOD}\nnot json\n${GOOD}\n`,
    'large.jsonl': `${GOOD}\n`.repeat(600_000),
  });
  ({ folder, address, call, token } = served);
});
afterAll(() => served?.close());

const auth = () => ({ authorization: `Bearer ${token}` });

function start(name: string, settings: object = {}): Promise<{ status: number; reply: Execution }> {
  const input = { path: join(folder, 'inputs', name) };
  return call('POST', '/mapreduce/executions', { job: 'tag-statistics', input, ...settings });
}

async function waitFor(id: string): Promise<Execution> {
  const response = await fetch(`${address}/mapreduce/executions/${id}/events`, { headers: auth() });
  const events = (await response.text())
    .split('\n\n')
    .flatMap((block) => /^data: (.*)$/m.exec(block)?.[1] ?? []);
  return JSON.parse(events.at(-1) ?? '') as Execution;
}

async function discard(id: string): Promise<{ status: number; code?: string }> {
  const response = await fetch(`${address}/mapreduce/executions/${id}`, {
    method: 'DELETE',
    headers: auth(),
  });
  const text = await response.text();
  return { status: response.status, ...(text === '' ? {} : { code: JSON.parse(text).code as string }) };
}

test('an execution is started with the options of its job and the bounds of its run', async () => {
  const settings = { job: 'tag-pairs', options: { minCount: 2 }, memoryBytes: 600 * 2 ** 20, partitions: 2 };
  const { status, reply } = await start('small.jsonl', settings);
  expect(status).toBe(202);
  expect(await waitFor(reply.id)).toMatchObject({
    state: 'succeeded',
    options: { minCount: 2 },
    memoryBytes: 600 * 2 ** 20,
    progress: { rows: 1, reducers: 2 },
  });
});

test.each([
  ['an option that the job has not', { job: 'tag-pairs', options: { minCuont: 2 } }, 'OPTION_INVALID'],
  ['an option of another type', { job: 'tag-pairs', options: { minCount: 'two' } }, 'OPTION_INVALID'],
  ['options of a job that has none', { options: { minCount: 2 } }, 'OPTION_INVALID'],
  ['too little memory', { memoryBytes: 1 }, 'OPTION_INVALID'],
  ['a compression that there is not', { compression: 'lzma' }, 'REQUEST_INVALID'],
  ['a share above one', { skipShareMax: 1.5 }, 'REQUEST_INVALID'],
])('%s is refused', async (_claim, settings, code) => {
  const { status, reply } = await start('small.jsonl', settings);
  expect([status, (reply as unknown as { code: string }).code]).toEqual([400, code]);
});

test('what was stopped is explained, resumed under its id, and then done', async () => {
  const { reply } = await start('large.jsonl', { workers: 1 });
  const path = `/mapreduce/executions/${reply.id}`;
  expect(await discard(reply.id)).toEqual({ status: 409, code: 'EXECUTION_RUNNING' });
  expect(await call('POST', `${path}/resume`)).toMatchObject({
    status: 409,
    reply: { code: 'EXECUTION_RUNNING' },
  });
  await call('POST', `${path}/stop`);
  expect(await waitFor(reply.id)).toMatchObject({ state: 'stopped' });
  const explained = await call<Diagnosis>('GET', `${path}/diagnosis`);
  expect(explained).toMatchObject({ status: 200, reply: { findings: [{ title: 'It was stopped' }] } });

  const resumed = await call<Execution>('POST', `${path}/resume`);
  expect([resumed.status, resumed.reply.id, resumed.reply.state]).toEqual([202, reply.id, 'running']);
  expect(await waitFor(reply.id)).toMatchObject({
    state: 'succeeded',
    progress: { records: 600_000, rows: 600_000 },
  });
  expect(await call('POST', `${path}/resume`)).toMatchObject({
    status: 409,
    reply: { code: 'NOT_RESUMABLE' },
  });
});

describe('an execution that succeeded', () => {
  let id: string;
  beforeAll(async () => {
    ({ id } = (await start('small.jsonl')).reply);
    await waitFor(id);
  });

  test('lists its tasks page by page', async () => {
    const path = `/mapreduce/executions/${id}/tasks`;
    const first = await call<Page<TaskReport>>('GET', `${path}?limit=1`);
    expect(first.reply.items).toMatchObject([{ step: 1, kind: 'map', index: 0, records: 3 }]);
    const rest = await call<Page<TaskReport>>('GET', `${path}?cursor=${first.reply.nextCursor}`);
    expect(rest.reply.items.map(({ kind }) => kind)).toEqual(['reduce', 'reduce', 'reduce', 'reduce']);
    expect((await call('GET', `${path}?cursor=3`)).status).toBe(400);
  });

  test('has its skipped records run again by a new one', async () => {
    const { status, reply } = await call<Execution>('POST', `/mapreduce/executions/${id}/retry-skipped`);
    expect([status, reply.retryOf]).toEqual([202, id]);
    expect(await waitFor(reply.id)).toMatchObject({
      state: 'succeeded',
      progress: { records: 1, skipped: 1 },
    });
    const { items } = (await call<Page<SkippedRecord>>('GET', `/mapreduce/executions/${reply.id}/skipped`))
      .reply;
    expect(items.map(({ text }) => text)).toEqual(['not json']);
  });

  test('is discarded with its output, and then is not known', async () => {
    expect(await discard(id)).toEqual({ status: 204 });
    for (const path of ['', '/tasks', '/diagnosis', '/skipped']) {
      expect((await call('GET', `/mapreduce/executions/${id}${path}`)).status).toBe(404);
    }
    expect(await discard(id)).toEqual({ status: 404, code: 'EXECUTION_MISSING' });
  });
});
