import { randomBytes } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ContentDamaged, compressionOf, decompress } from '../../src/objects/decompress.ts';

const text = Buffer.from(randomBytes(3_000_000).toString('base64'));
const FORMS = [
  ['gzip', gzipSync],
  ['zstd', zstdCompressSync],
] as const;

async function* inPieces(bytes: Buffer, pieceBytes: number): AsyncGenerator<Buffer, void> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

async function read(bytes: Buffer, pieceBytes = 65_536): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(decompress(inPieces(bytes, pieceBytes))));
}

test.each([0, 1, 3, 4, 100])('%i bytes that are not compressed pass as they are', async (length) => {
  expect(await read(text.subarray(0, length), 1)).toEqual(text.subarray(0, length));
});

describe.each(FORMS)('%s', (name, compress) => {
  test('its first bytes tell it, and its content comes out, in pieces of any size', async () => {
    const short = compress(text.subarray(0, 5000));
    expect(compressionOf(short)).toBe(name);
    expect(await read(short, 1)).toEqual(text.subarray(0, 5000));
    expect(await read(compress(text))).toEqual(text);
  });

  test('all members are read', async () => {
    const parts = [text.subarray(0, 1000), text.subarray(1000, 9000)];
    expect(await read(Buffer.concat(parts.map((part) => compress(part))))).toEqual(text.subarray(0, 9000));
  });

  test.each([
    ['cut off', (stored: Buffer) => stored.subarray(0, -5)],
    ['followed by something else', (stored: Buffer) => Buffer.concat([stored, Buffer.from('else')])],
    [
      'followed by zeros and something else',
      (stored: Buffer) => Buffer.concat([stored, Buffer.alloc(8), Buffer.from('else')]),
    ],
  ])('one that is %s is damaged, and it is told where', async (_, damage) => {
    const stored = damage(compress(text.subarray(0, 5000)));
    const error = await read(stored).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ContentDamaged);
    expect(error).toMatchObject({ compression: name, bytesTaken: stored.length });
  });

  test('an error of what is read passes as it is', async () => {
    const broken = new Error('the cable');
    async function* half(): AsyncGenerator<Buffer, void> {
      yield compress(text).subarray(0, 100_000);
      throw broken;
    }
    await expect(Array.fromAsync(decompress(half()))).rejects.toBe(broken);
  });

  test('who stops early ends what is read', async () => {
    let hasEnded = false;
    async function* endless(): AsyncGenerator<Buffer, void> {
      try {
        for (;;) yield compress(text);
      } finally {
        hasEnded = true;
      }
    }
    for await (const chunk of decompress(endless())) if (chunk.length > 0) break;
    await expect.poll(() => hasEnded).toBe(true);
  });
});
