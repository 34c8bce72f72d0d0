import zlib from 'node:zlib';
import { tweets } from '@oremill/workbench/values';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openCodec } from '../src/codec.ts';
import { trainDictionary } from '../src/dictionary.ts';

/** What every frame of a file begins with, and none of ours does. */
const MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
const dictionary = trainDictionary(tweets(600), { bytesMax: 16 * 1024 });
const hasPeer = 'zstdCompressSync' in zlib;

const values = fc.oneof(
  fc.uint8Array({ maxLength: 2000 }),
  fc.constantFrom(...tweets(40, 5)),
  fc.nat(300_000).map((bytes) => Buffer.alloc(bytes, 'peer to peer')),
);

describe.skipIf(!hasPeer).each([
  ['without a dictionary', undefined],
  ['with one', dictionary],
])("Node's own zstd, %s", (_name, used) => {
  const codec = openCodec({ kind: 'zstd', ...(used ? { dictionary: used } : {}) });
  const peerOptions = used ? { dictionary: used.bytes } : {};

  test('reads what we compress', () => {
    fc.assert(
      fc.property(values, (value) => {
        const stored = codec.compress(value);
        if (stored === undefined) return;
        const frame = Buffer.concat([MAGIC, stored]);
        expect(zlib.zstdDecompressSync(frame, peerOptions).equals(value)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('compresses what we read', () => {
    fc.assert(
      fc.property(values, (value) => {
        const frame = zlib.zstdCompressSync(value, { ...peerOptions, pledgedSrcSize: value.length });
        expect(frame.subarray(0, 4)).toEqual(MAGIC);
        expect(codec.decompress(frame.subarray(4)).equals(value)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
