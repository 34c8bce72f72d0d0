/**
 * Against s3rver, an emulator from npm. It does not honour conditional writes, which nothing here uses, cannot
 * make a second page of a listing (it wants DES), and takes a wrong secret: those two have servers of their own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createObjects, type Objects } from '../../../src/objects/index.ts';
import { testObjects } from '../../cases/objects.ts';

const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
const folder = mkdtempSync(join(tmpdir(), 'oremill-test-'));
let server: S3rver;
let endpoint: string;
let objects: Objects;
let count = 0;

beforeAll(async () => {
  server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folder,
    configureBuckets: [{ name: 'mill', configs: [] }],
  });
  const { port } = await server.run();
  endpoint = `http://127.0.0.1:${port}`;
  objects = connect(endpoint);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

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

it('a bucket that is not there is missing', async () => {
  await expect(objects.stat('s3://nowhere/a')).rejects.toMatchObject({ code: 'OBJECT_MISSING' });
  await expect(Array.fromAsync(objects.list('s3://nowhere/a'))).rejects.toMatchObject({
    code: 'OBJECT_MISSING',
  });
});

it('refused credentials and a server that is away are explained without the credentials', async () => {
  const secretAccessKey = 'hunter2hunter2';
  const refused = connect(endpoint, { accessKeyId: 'STRANGER', secretAccessKey });
  const away = connect(
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

function connect(to: string, as = credentials): Objects {
  return createObjects({ s3: { endpoint: to, region: 'us-east-1', forcePathStyle: true, credentials: as } });
}

/** A server that answers every request alike, for as long as `use` takes. */
async function withServer<Result>(
  answer: (url: URL) => string,
  use: (objects: Objects, url: string) => Promise<Result>,
): Promise<Result> {
  const http = createServer((request, response) => {
    const body = answer(new URL(request.url ?? '', 'http://x'));
    response.setHeader('content-length', Buffer.byteLength(body));
    response.end(body);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = `http://127.0.0.1:${address.port}`;
  try {
    return await use(connect(url), url);
  } finally {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  }
}
