/**
 * Against s3rver, an emulator from npm. It does not honour conditions, cannot make a second page of a listing (it
 * wants DES), and takes a wrong secret: for those there are servers that answer as told.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Objects } from '../../../src/objects/index.ts';
import { testObjects } from '../../cases/objects.ts';
import { connectTo, type S3Server, startS3Server } from './s3-server.ts';

let server: S3Server;
let objects: Objects;
let count = 0;

beforeAll(async () => {
  server = await startS3Server();
  objects = connectTo(server.endpoint);
});
afterAll(() => server.close());

describe('s3', () => {
  testObjects(() => ({
    objects,
    makeFolder: () => {
      count += 1;
      return `s3://mill/a folder, ${count}`;
    },
  }));
});

it('a listing goes on over the pages of the server', async () => {
  const page = (key: string, next: string) =>
    `<ListBucketResult><Contents><Key>${key}</Key><Size>1</Size></Contents>${next}</ListBucketResult>`;
  const next = '<IsTruncated>true</IsTruncated><NextContinuationToken>t+/=</NextContinuationToken>';
  await withServer(
    (url) =>
      url.searchParams.get('continuation-token') === 't+/=' ? page('many/2', '') : page('many/1', next),
    async (paged) => {
      const names = (await Array.fromAsync(paged.list('s3://mill/many'))).map(({ uri }) => uri);
      expect(names).toEqual(['s3://mill/many/1', 's3://mill/many/2']);
    },
  );
});

it('a range that the server ignores is not taken for what was asked for', async () => {
  await withServer(
    () => '0123456789',
    async (ignorant) => {
      expect(await text(await ignorant.read('s3://mill/a', { start: 0 }))).toBe('0123456789');
      await expect(ignorant.read('s3://mill/a', { start: 0, end: 1 })).rejects.toMatchObject({
        code: 'OBJECT_UNREADABLE',
        message: expect.stringContaining('other bytes'),
      });
    },
  );
});

it('conditions are asked for, and what a server says to them is told', async () => {
  const asked: Record<string, unknown>[] = [];
  const refusing = (_url: URL, request: IncomingMessage) => {
    asked.push({ method: request.method, ...pick(request.headers, 'if-match', 'if-none-match') });
    return request.method === 'HEAD' ? 404 : 412;
  };
  await withServer(refusing, async (conditional) => {
    const range = { start: 0, end: 1 };
    await expect(conditional.read('s3://mill/a', range, { version: 'v1' })).rejects.toMatchObject({
      code: 'OBJECT_CHANGED',
    });
    await expect(conditional.publish('s3://mill/a', Buffer.from('x'), { isNew: true })).rejects.toMatchObject(
      {
        code: 'OBJECT_EXISTS',
      },
    );
  });
  expect(asked).toEqual([
    { method: 'GET', 'if-match': '"v1"' },
    { method: 'HEAD' },
    { method: 'PUT', 'if-none-match': '*' },
  ]);
});

it('a bucket that is not there is missing', async () => {
  await expect(objects.stat('s3://nowhere/a')).rejects.toMatchObject({ code: 'OBJECT_MISSING' });
  await expect(Array.fromAsync(objects.list('s3://nowhere/a'))).rejects.toMatchObject({
    code: 'OBJECT_MISSING',
  });
});

it('refused credentials and a server that is away are explained without the credentials', async () => {
  const secretAccessKey = 'hunter2hunter2';
  const refused = connectTo(server.endpoint, { accessKeyId: 'STRANGER', secretAccessKey });
  const away = connectTo(
    await withServer(
      () => '',
      async (_, url) => url,
    ),
    { accessKeyId: 'S3RVER', secretAccessKey },
  );
  for (const [store, reason] of [
    [refused, 'InvalidAccessKeyId'],
    [away, 'ECONNREFUSED'],
  ] as const) {
    const error: unknown = await Array.fromAsync(store.list('s3://mill/a')).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'OBJECT_UNREADABLE', message: `cannot read s3://mill/a: ${reason}` });
    await expect(store.publish('s3://mill/a', Buffer.from('x'))).rejects.toMatchObject({
      code: 'OBJECT_UNWRITABLE',
    });
    expect(inspect(error, { depth: 10 })).not.toContain(secretAccessKey);
  }
  await expect(refused.stat('s3://mill/a')).rejects.toMatchObject({
    message: 'cannot read s3://mill/a: HTTP 403',
  });
});

function pick(headers: IncomingHttpHeaders, ...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap((name) => (name in headers ? [[name, headers[name]]] : [])));
}

/** A server that answers every request with a body, or a status, for as long as `use` takes. */
async function withServer<Result>(
  answer: (url: URL, request: IncomingMessage) => string | number,
  use: (objects: Objects, url: string) => Promise<Result>,
): Promise<Result> {
  const http = createServer((request, response) => {
    const answered = answer(new URL(request.url ?? '', 'http://x'), request);
    const body = typeof answered === 'string' ? answered : '';
    if (typeof answered === 'number') response.statusCode = answered;
    request.resume();
    response.setHeader('content-length', Buffer.byteLength(body));
    response.end(body);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  try {
    return await use(connectTo(url), url);
  } finally {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  }
}
