import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Objects, type ReadAheadOptions, readAhead } from '../../../src/objects/index.ts';
import { cutConnections } from './cutting-proxy.ts';
import { connectTo, credentials, type S3Server, startS3Server } from './s3-server.ts';

const uri = 's3://mill/long';
const content = Buffer.from(Array.from({ length: 60_000 }, (_, index) => `line ${index}\n`).join(''));
let server: S3Server;
let objects: Objects;

beforeAll(async () => {
  server = await startS3Server();
  objects = connectTo(server.endpoint);
  await objects.publish(uri, content);
});
afterAll(() => server.close());

async function read(from: Objects, start: number, end: number, options?: ReadAheadOptions): Promise<Buffer> {
  const object = await objects.stat(uri);
  return Buffer.concat(await Array.fromAsync(readAhead(from, object, { start, end }, options)));
}

it.each([
  [0, content.length],
  [12_345, 456_789],
  [7, 8],
  [7, 7],
])('a range is its bytes, however many pieces it takes: %i to %i', async (start, end) => {
  for (const pieceBytes of [1_000_000, 100_000, 65_536]) {
    const bytes = await read(objects, start, end, { pieceBytes });
    expect(bytes.equals(content.subarray(start, end))).toBe(true);
  }
});

it('pieces are asked for ahead, and never more of them than allowed', async () => {
  let running = 0;
  let runningMax = 0;
  const watched: Objects = {
    ...objects,
    async read(...args) {
      running += 1;
      runningMax = Math.max(runningMax, running);
      const stream = await objects.read(...args);
      stream.once('close', () => (running -= 1));
      return stream;
    },
  };
  const bytes = await read(watched, 0, content.length, { pieceBytes: 50_000, piecesMax: 3 });
  expect(bytes.equals(content)).toBe(true);
  expect(runningMax).toBe(3);
});

it('a connection that breaks again and again is taken up where it broke', async () => {
  const proxy = await cutConnections(server.endpoint, 40_000, () => true);
  try {
    const bytes = await read(connectTo(proxy.url), 0, content.length, { pieceBytes: 200_000 });
    expect(bytes.equals(content)).toBe(true);
    expect(proxy.cuts()).toBeGreaterThan(10);
  } finally {
    await proxy.close();
  }
});

it('a connection that breaks before a byte has come is given up, with the place and without the credentials', async () => {
  const proxy = await cutConnections(server.endpoint, 0, () => true);
  try {
    const reading = read(connectTo(proxy.url), 100, 200, { attemptsMax: 2 });
    const error: unknown = await reading.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'OBJECT_UNREADABLE',
      message: expect.stringMatching(
        /^cannot read s3:\/\/mill\/long: ECONNRESET, at byte 100 after 2 attempts$/,
      ),
    });
    expect(inspect(error, { depth: 10 })).not.toContain(credentials.secretAccessKey);
  } finally {
    await proxy.close();
  }
});

it('an object that is replaced in between is an error, and not a mixture', async () => {
  const object = await objects.stat(uri);
  const reading = readAhead(
    objects,
    object,
    { start: 0, end: content.length },
    { pieceBytes: 100_000, piecesMax: 1 },
  );
  expect((await reading.next()).value?.length).toBe(100_000);
  await objects.publish(uri, Buffer.alloc(content.length, 'x'));
  try {
    await expect(reading.next()).rejects.toMatchObject({ code: 'OBJECT_CHANGED' });
  } finally {
    await objects.publish(uri, content);
  }
});

it('a reader that leaves ends what is under way', async () => {
  const signals: AbortSignal[] = [];
  const watched: Objects = {
    ...objects,
    read(name, range, options) {
      if (options?.signal) signals.push(options.signal);
      return objects.read(name, range, options);
    },
  };
  const object = await objects.stat(uri);
  for await (const piece of readAhead(
    watched,
    object,
    { start: 0, end: content.length },
    { pieceBytes: 50_000 },
  )) {
    expect(piece.length).toBe(50_000);
    break;
  }
  expect(signals.length).toBeGreaterThan(1);
  expect(signals.every((signal) => signal.aborted)).toBe(true);
});
