import { AppError } from '@oremill/types';
import { noise, tweets } from '@oremill/workbench/values';
import { describe, expect, test } from 'vitest';
import { openCodec } from '../src/codec.ts';
import { trainDictionary } from '../src/dictionary.ts';

const VALUE_BYTES_MAX = 100_000;
const dictionary = trainDictionary(tweets(600), { bytesMax: 16 * 1024 });
const corrupt = expect.objectContaining({ code: 'VALUE_CORRUPT' });

/** Header of a frame without magic number: one segment, content size in 8 bytes. */
function claim(contentBytes: bigint): Buffer {
  const header = Buffer.alloc(9);
  header[0] = 0b1110_0000;
  header.writeBigUInt64LE(contentBytes, 1);
  return header;
}

describe.each([
  ['without a dictionary', {}],
  ['with one', { dictionary }],
])('%s', (_name, more) => {
  const codec = openCodec({ kind: 'zstd', valueBytesMax: VALUE_BYTES_MAX, ...more });
  const [value] = tweets(1, 3) as [Buffer];
  const stored = Buffer.from(codec.compress(value) as Buffer);

  test('a frame that is cut anywhere is refused', () => {
    for (let bytes = 0; bytes < stored.length; bytes++)
      expect(() => codec.decompress(stored.subarray(0, bytes)), `${bytes} bytes`).toThrow(corrupt);
  });

  test('a frame with a byte behind it is refused', () => {
    expect(() => codec.decompress(Buffer.concat([stored, Buffer.from([1])]))).toThrow(corrupt);
  });

  test('a frame with any byte changed gives a value within the limit or is refused, and the next one is read', () => {
    let refused = 0;
    for (let at = 0; at < stored.length; at++)
      for (const mask of [1, 0x80, 0xff]) {
        const damaged = Buffer.from(stored);
        damaged[at] = (damaged[at] as number) ^ mask;
        try {
          expect(codec.decompress(damaged).length).toBeLessThanOrEqual(VALUE_BYTES_MAX);
        } catch (error) {
          expect(error instanceof AppError && error.code).toBe('VALUE_CORRUPT');
          refused += 1;
        }
        expect(codec.decompress(stored).equals(value)).toBe(true);
      }
    expect(refused).toBeGreaterThan(0);
  });

  test('noise is refused or gives a value within the limit', () => {
    for (let seed = 0; seed < 3000; seed++) {
      const bytes = noise(seed % 80, seed);
      try {
        expect(codec.decompress(bytes).length).toBeLessThanOrEqual(VALUE_BYTES_MAX);
      } catch (error) {
        expect(error instanceof AppError && error.code).toBe('VALUE_CORRUPT');
      }
    }
  });

  test.each([100_001n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 64n - 1n])(
    'a frame that claims %d bytes is refused by its header',
    (bytes) => {
      const frame = Buffer.concat([claim(bytes), Buffer.alloc(20)]);
      expect(() => codec.decompress(frame)).toThrow(corrupt);
      expect(() => codec.valueBytes(frame)).toThrow(corrupt);
    },
  );

  test('a claim within the limit that is not kept is refused', () => {
    expect(() => codec.decompress(Buffer.concat([claim(100_000n), Buffer.alloc(20)]))).toThrow(corrupt);
  });

  test('more stored bytes than any value has are refused before they are copied', () => {
    expect(() => codec.decompress(Buffer.alloc(VALUE_BYTES_MAX + 1))).toThrow('and its value at most 100000');
  });
});

test('without its dictionary a value is not read as it was', () => {
  const writer = openCodec({ kind: 'zstd', dictionary });
  const reader = openCodec({ kind: 'zstd' });
  const [value] = tweets(1, 3) as [Buffer];
  const stored = writer.compress(value) as Buffer;
  expect(() => reader.decompress(stored)).toThrow(corrupt);
});
