import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Execution, Load, Page, QueryReply, SkippedRecord, Table, Upload } from '@oremill/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { client } from './platform.ts';
import { type ServedInputs, serveInputs } from './served-inputs.ts';

let served: ServedInputs | undefined;
let folder: string;
let address: string;
let call: ReturnType<typeof client>;
let token: string;

const GOOD = '{"id":"a","tags":[{"term":"web"}],"updated":"Sun, 06 Sep 2009 11:36:20 +0000"}';

beforeAll(async () => {
  served = await serveInputs({
    'small.jsonl': `${GOOD}\nnot json\n{"id":"b","tags":[]}\n`,
    'large.jsonl': `${GOOD}\n`.repeat(400_000),
  });
  ({ folder, address, call, token } = served);
});
afterAll(() => served?.close());

const auth = () => ({ authorization: `Bearer ${token}` });

async function waitFor(id: string): Promise<Execution> {
  const response = await fetch(`${address}/mapreduce/executions/${id}/events`, { headers: auth() });
  const events = (await response.text())
    .split('\n\n')
    .flatMap((block) => /^data: (.*)$/m.exec(block)?.[1] ?? []);
  return JSON.parse(events.at(-1) ?? '') as Execution;
}

describe('from raw records to an answer', () => {
  let execution: Execution;

  test('a registered job runs on an allowed path, and its event stream ends with its end', async () => {
    const begun = await call<Execution>('POST', '/mapreduce/executions', {
      job: 'tag-statistics',
      input: { path: 'small.jsonl' },
    });
    // The first root is the samples folder: a relative path means that one.
    expect([begun.status, (begun.reply as unknown as { code: string }).code]).toEqual([400, 'INPUT_MISSING']);

    const { status, reply } = await call<Execution>('POST', '/mapreduce/executions', {
      job: 'tag-statistics',
      input: { path: join(folder, 'inputs', 'small.jsonl') },
    });
    expect([status, reply.state]).toEqual([202, 'running']);
    execution = await waitFor(reply.id);
    expect(execution.state).toBe('succeeded');
    expect(execution.counters).toEqual({ mapper: { kept_entries: 1, skipped_entries: 2 } });
    expect(execution.progress).toMatchObject({ records: 3, skipped: 2, rows: 1 });
  });

  test('its skipped records name file, offset and reason, page by page', async () => {
    const path = `/mapreduce/executions/${execution.id}/skipped`;
    const first = await call<Page<SkippedRecord>>('GET', `${path}?limit=1`);
    const second = await call<Page<SkippedRecord>>('GET', `${path}?limit=1&cursor=${first.reply.nextCursor}`);
    const found = [...first.reply.items, ...second.reply.items];
    expect(found.map(({ file, offset, bytes }) => [file, offset, bytes])).toEqual([
      [join(folder, 'inputs', 'small.jsonl'), GOOD.length + 1, 8],
      [join(folder, 'inputs', 'small.jsonl'), GOOD.length + 10, 20],
    ]);
    expect(second.reply.nextCursor).toBeUndefined();
  });

  test('its output loads once, and is unchanged the second time', async () => {
    const body = { executionId: execution.id, table: 'bookmarks' };
    const first = await call<Load>('POST', '/warehouse/loads', body);
    expect([first.status, first.reply.outcome, first.reply.rows]).toEqual([201, 'loaded', 1]);
    const second = await call<Load>('POST', '/warehouse/loads', body);
    expect(second.reply.outcome).toBe('unchanged');
    const { reply } = await call<Table>('GET', '/warehouse/tables/bookmarks');
    expect([reply.rows, reply.lastLoad?.manifestId]).toEqual([1, first.reply.manifestId]);
  });

  test('it answers a query, and refuses one that writes', async () => {
    const asked = await call<QueryReply>('POST', '/warehouse/queries', {
      sql: 'select month, count(*), avg(avg_tag_len) from bookmarks group by month',
    });
    expect(asked.reply.rows).toEqual([['Sep', 1, 3]]);
    const written = await call<{ code: string }>('POST', '/warehouse/queries', {
      sql: 'delete from bookmarks',
    });
    expect(written.status).toBeGreaterThanOrEqual(400);
    const still = await call<QueryReply>('POST', '/warehouse/queries', {
      sql: 'select count(*) from bookmarks',
    });
    expect(still.reply.rows).toEqual([[1]]);
  });
});

test('an upload is a job’s input like any other', async () => {
  const sent = await fetch(`${address}/mapreduce/uploads?name=${encodeURIComponent('../mine.jsonl')}`, {
    method: 'POST',
    headers: { ...auth(), 'content-type': 'application/octet-stream' },
    body: `${GOOD}\n${GOOD}\n`,
  });
  expect(sent.status).toBe(201);
  const upload = (await sent.json()) as Upload;
  const { reply } = await call<Execution>('POST', '/mapreduce/executions', {
    job: 'tag-statistics',
    input: { uploadId: upload.id },
  });
  const ended = await waitFor(reply.id);
  expect([ended.state, ended.progress.rows]).toEqual(['succeeded', 2]);
});

test('an upload of another type is refused: what is parsed is no longer what was sent', async () => {
  for (const type of ['application/json', 'text/plain']) {
    const sent = await fetch(`${address}/mapreduce/uploads?name=x`, {
      method: 'POST',
      headers: { ...auth(), 'content-type': type },
      body: '"abc"',
    });
    expect([type, sent.status, ((await sent.json()) as { code: string }).code]).toEqual([
      type,
      415,
      'REQUEST_INVALID',
    ]);
  }
});

test('a running execution is stopped, keeps no output, and says so', async () => {
  const { reply } = await call<Execution>('POST', '/mapreduce/executions', {
    job: 'tag-statistics',
    input: { path: join(folder, 'inputs', 'large.jsonl') },
  });
  expect((await call('POST', `/mapreduce/executions/${reply.id}/stop`)).status).toBe(202);
  const ended = await waitFor(reply.id);
  expect([ended.state, ended.error?.code, ended.manifest]).toEqual(['stopped', 'STOPPED', undefined]);
  const again = await call<{ code: string }>('POST', `/mapreduce/executions/${reply.id}/stop`);
  expect([again.status, again.reply.code]).toEqual([409, 'EXECUTION_NOT_RUNNING']);
  const loaded = await call<{ code: string }>('POST', '/warehouse/loads', {
    executionId: reply.id,
    table: 'bookmarks',
  });
  expect([loaded.status, loaded.reply.code]).toEqual([409, 'EXECUTION_NOT_SUCCEEDED']);
});

test('an event stream that was cut goes on after the last event that was seen', async () => {
  const { reply } = await call<Execution>('POST', '/mapreduce/executions', {
    job: 'tag-statistics',
    input: { path: join(folder, 'inputs', 'large.jsonl') },
  });
  const path = `${address}/mapreduce/executions/${reply.id}/events`;
  const cut = new AbortController();
  const first = await fetch(path, { headers: auth(), signal: cut.signal });
  let seen = '';
  for await (const chunk of first.body ?? []) {
    seen += Buffer.from(chunk).toString();
    if (/^id: \S+\nevent: execution\ndata: .*\n\n/m.test(seen)) break;
  }
  cut.abort();
  const lastId = /^id: (\S+)$/m.exec(seen)?.[1] ?? '';

  const second = await fetch(path, { headers: { ...auth(), 'last-event-id': lastId } });
  const ids = [...(await second.text()).matchAll(/^id: (\S+)$/gm)].map((match) => match[1] ?? '');
  const sequence = (id: string) => Number(id.split('-')[1]);
  expect(ids.every((id) => sequence(id) > sequence(lastId))).toBe(true);
  expect((await call<Execution>('GET', `/mapreduce/executions/${reply.id}`)).reply.state).toBe('succeeded');

  // Who has seen the end is told not to come back.
  const third = await fetch(path, { headers: { ...auth(), 'last-event-id': ids.at(-1) ?? '' } });
  expect(third.status).toBe(204);
});

describe('what is refused', () => {
  test.each([
    [
      'a path outside the roots',
      { job: 'tag-statistics', input: { path: '/etc/passwd' } },
      403,
      'INPUT_FORBIDDEN',
    ],
    ['a job that is not registered', { job: '/tmp/evil.ts', input: { path: 'x' } }, 404, 'JOB_MISSING'],
    [
      'an unknown upload',
      { job: 'tag-statistics', input: { uploadId: '0'.repeat(20) } },
      404,
      'UPLOAD_MISSING',
    ],
    [
      'a key that is not in the contract',
      { job: 'tag-statistics', input: { path: 'x' }, output: '/etc' },
      400,
      'REQUEST_INVALID',
    ],
    ['a body of the wrong shape', { job: 7 }, 400, 'REQUEST_INVALID'],
  ])('%s', async (_claim, body, status, code) => {
    // An unregistered job is told before its input is looked at, so that the answer names the first fault.
    const answer = await call<{ code: string }>('POST', '/mapreduce/executions', body);
    expect([answer.status, answer.reply.code]).toEqual([status, code]);
  });

  test('a statement with parameters is the caller’s fault', async () => {
    const { status, reply } = await call<{ code: string; hint: string }>('POST', '/warehouse/queries', {
      sql: 'select $1',
    });
    expect([status, reply.code, reply.hint]).toEqual([
      400,
      'QUERY_INVALID',
      expect.stringContaining('no parameters'),
    ]);
  });

  test('an address that cannot be read, in the one shape', async () => {
    for (const path of ['/%zz', '/mapreduce/executions/%ff', `/mapreduce/executions/${'a'.repeat(300)}`]) {
      const response = await fetch(address + path, { headers: auth() });
      expect([path, response.status, ((await response.json()) as { code: string }).code]).toEqual([
        path,
        400,
        'REQUEST_INVALID',
      ]);
    }
  });

  test('HEAD of an event stream, which has no end', async () => {
    expect((await fetch(`${address}/events`, { method: 'HEAD', headers: auth() })).status).toBe(404);
  });

  test('an asset that is not there, without being cached', async () => {
    const response = await fetch(`${address}/ui/assets/nothing.js`);
    expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-store']);
  });

  test('an id that is a path', async () => {
    expect((await call('GET', `/mapreduce/executions/${encodeURIComponent('../../etc')}`)).status).toBe(400);
  });

  test('everything without the token, but health and the admin', async () => {
    for (const path of [
      '/mapreduce/executions',
      '/events',
      '/metrics',
      '/openapi.json',
      '/docs',
      '/warehouse/tables',
    ]) {
      expect([path, (await fetch(address + path)).status]).toEqual([path, 401]);
    }
    for (const path of ['/healthz', '/readyz', '/ui/']) {
      expect([path, (await fetch(address + path)).status]).toEqual([path, 200]);
    }
  });
});

test('metrics count requests by route, and the log has the request’s id and no token', async () => {
  const refused = await call<{ requestId: string }>('GET', '/mapreduce/executions/00000000000000000000');
  expect(refused.status).toBe(404);
  const metrics = await (await fetch(`${address}/metrics`, { headers: auth() })).text();
  expect(metrics).toMatch(
    /oremill_http_request_duration_seconds_count\{[^}]*route="\/mapreduce\/executions\/:id"[^}]*\} \d+/,
  );
  const log = readFileSync(join(folder, 'data', 'log', 'api.1.jsonl'), 'utf8');
  expect(log).toContain(`"reqId":"${refused.reply.requestId}"`);
  expect(log).not.toContain(token);
});

test('the OpenAPI document describes every operation and has no loose ends', async () => {
  const document = JSON.stringify(await (await fetch(`${address}/openapi.json`, { headers: auth() })).json());
  const { openapi, components } = JSON.parse(document) as {
    openapi: string;
    components: { schemas: Record<string, unknown> };
  };
  expect(openapi).toBe('3.1.0');
  for (const name of ['Execution', 'Load', 'Error', 'QueryReply'])
    expect(components.schemas).toHaveProperty(name);
  const references = [...document.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
    (match) => match[1] ?? '',
  );
  expect(references.filter((name) => !(name in components.schemas))).toEqual([]);
});
