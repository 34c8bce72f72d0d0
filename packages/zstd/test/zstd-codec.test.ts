import { noise, tweets } from '@oremill/workbench/values';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openCodec, type ZstdOptions } from '../src/codec.ts';
import { trainDictionary } from '../src/dictionary.ts';

const dictionary = trainDictionary(tweets(600), { bytesMax: 16 * 1024 });

const forms: [name: string, options: ZstdOptions][] = [
  ['zstd 1', { kind: 'zstd', level: 1 }],
  ['zstd', { kind: 'zstd' }],
  ['zstd with a dictionary', { kind: 'zstd', dictionary }],
  ['zstd 6 with a dictionary', { kind: 'zstd', level: 6, dictionary }],
  ['zstd 19 with a dictionary', { kind: 'zstd', level: 19, dictionary }],
];

/** Bytes of which most values are, and those that compress well and badly. */
const values = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc
    .array(fc.constantFrom('{"id":', 'name', '0', '1', '\n'), { maxLength: 2000 })
    .map((parts) => Buffer.from(parts.join(''))),
  fc.nat(400_000).map((bytes) => Buffer.alloc(bytes, 'abcabd')),
);

describe.each(forms)('%s', (_name, options) => {
  test('gives back any bytes, and keeps what it cannot shorten by a tenth', () => {
    const codec = openCodec(options);
    fc.assert(
      fc.property(values, (value) => {
        const view = codec.compress(value);
        if (view === undefined) return;
        const stored = Buffer.from(view);
        expect(stored.length).toBeLessThanOrEqual(value.length * 0.9);
        expect(codec.valueBytes(stored)).toBe(value.length);
        expect(codec.decompress(stored).equals(value)).toBe(true);
      }),
      { numRuns: 200 },
    );
    codec.close();
  });

  test('shortens JSON, and reads it into a place that is given', () => {
    const codec = openCodec(options);
    const [value] = tweets(1, 9) as [Buffer];
    const stored = Buffer.from(codec.compress(value) as Buffer);
    expect(stored.length).toBeLessThan(value.length * (options.dictionary ? 0.3 : 0.6));
    const place = Buffer.alloc(value.length + 3, 0xee);
    const read = codec.decompress(stored, place);
    expect(read.equals(value)).toBe(true);
    expect(read.buffer).toBe(place.buffer);
    expect(place.subarray(value.length)).toEqual(Buffer.alloc(3, 0xee));
    expect(() => codec.decompress(stored, Buffer.alloc(value.length - 1))).toThrow('no room for a value');
    codec.close();
  });

  test('noise, the empty value and the shortest ones are kept as they are', () => {
    const codec = openCodec(options);
    expect(codec.compress(noise(5000))).toBeUndefined();
    expect(codec.compress(Buffer.alloc(0))).toBeUndefined();
    expect(codec.compress(Buffer.alloc(15))).toBeUndefined();
    expect(codec.compress(Buffer.alloc(1000))).toBeDefined();
    codec.close();
  });
});

test('values up to valueBytesMax are compressed, longer ones are kept', () => {
  const codec = openCodec({ kind: 'zstd', valueBytesMax: 3_000_000 });
  const longest = Buffer.alloc(3_000_000, 'ore ');
  const stored = Buffer.from(codec.compress(longest) as Buffer);
  expect(codec.decompress(stored).equals(longest)).toBe(true);
  expect(codec.compress(Buffer.alloc(3_000_001))).toBeUndefined();
  codec.close();
});

test('two codecs of one dictionary read what the other wrote, at whatever level', () => {
  const writer = openCodec({ kind: 'zstd', level: 9, dictionary });
  const reader = openCodec(structuredClone({ kind: 'zstd', dictionary } as const));
  for (const value of tweets(50, 4)) {
    const stored = writer.compress(value) as Buffer;
    expect(reader.decompress(stored).equals(value)).toBe(true);
  }
  writer.close();
  reader.close();
});

test.each([0, 20, 2.5, Number.NaN])('%d is no level', (level) => {
  expect(() => openCodec({ kind: 'zstd', level })).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID' }),
  );
});

test.each([-1, 64 * 2 ** 20 + 1, 0.5])('%d bytes are no limit', (valueBytesMax) => {
  expect(() => openCodec({ kind: 'zstd', valueBytesMax })).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID' }),
  );
});

test('without compression every value is kept, and none can be compressed already', () => {
  const codec = openCodec({ kind: 'none' });
  expect(codec.compress(Buffer.alloc(1000))).toBeUndefined();
  expect(() => codec.decompress(Buffer.alloc(10))).toThrow(
    expect.objectContaining({ code: 'VALUE_CORRUPT' }),
  );
  expect(codec.drift()).toBeUndefined();
});

test('a closed codec is not used any more, and may be closed again', () => {
  const codec = openCodec({ kind: 'zstd' });
  const stored = Buffer.from(codec.compress(Buffer.alloc(100)) as Buffer);
  codec.close();
  codec.close();
  expect(() => codec.compress(Buffer.alloc(100))).toThrow('closed');
  expect(() => codec.decompress(stored)).toThrow('closed');
});
