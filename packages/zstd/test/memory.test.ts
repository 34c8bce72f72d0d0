import { tweets } from '@oremill/workbench/values';
import { expect, test } from 'vitest';
import { openCodec } from '../src/codec.ts';
import { trainDictionary } from '../src/dictionary.ts';
import { ZstdKernel } from '../src/zstd-kernel.ts';

test('ten thousand compressors and decompressors, opened and closed, take the memory of one', () => {
  const kernel = new ZstdKernel();
  const { bytes } = trainDictionary(tweets(200), { bytesMax: 4096 });
  const dictionary = kernel.keep(bytes);
  const [value] = tweets(1) as [Buffer];
  const { functions } = kernel;
  let memoryBytes = 0;
  for (let use = 0; use < 10_000; use++) {
    const compressor = functions.openCompressor(1, dictionary, bytes.length);
    const decompressor = functions.openDecompressor(dictionary, bytes.length);
    const [source, target] = [kernel.keep(value), kernel.take(8192)];
    const stored = functions.compress(compressor, target, 8192, source, value.length);
    expect(functions.decompress(decompressor, source, value.length, target, stored)).toBe(value.length);
    for (const block of [source, target]) functions.give(block);
    functions.closeCompressor(compressor);
    functions.closeDecompressor(decompressor);
    memoryBytes ||= kernel.bytes.length;
  }
  expect(kernel.bytes.length).toBe(memoryBytes);
});

test('blocks of any size are apart, keep their bytes, and are used again', () => {
  const kernel = new ZstdKernel();
  const sizes = [0, 1, 15, 16, 17, 31, 32, 33, 47, 48, 49, 1000, 4095, 4096, 4097, 65_535, 65_536, 200_000];
  const takeAll = () => sizes.map((bytes) => kernel.take(bytes));
  const blocks = takeAll();
  for (const [index, address] of blocks.entries())
    kernel.bytes.fill(index + 1, address, address + (sizes[index] as number));
  for (const [index, address] of blocks.entries()) {
    const bytes = kernel.bytes.subarray(address, address + (sizes[index] as number));
    expect(bytes.every((byte) => byte === index + 1)).toBe(true);
    expect(address % 16).toBe(0);
  }
  for (const address of blocks) kernel.functions.give(address);
  expect(new Set(takeAll())).toEqual(new Set(blocks));
  // A gigabyte is all there is.
  expect(kernel.functions.take(2 ** 30)).toBe(0);
  expect(kernel.functions.take(-1)).toBe(0);
});

test('many codecs may be opened one after the other', () => {
  const dictionary = trainDictionary(tweets(200), { bytesMax: 4096 });
  const [value] = tweets(1) as [Buffer];
  for (let use = 0; use < 300; use++) {
    const codec = openCodec({ kind: 'zstd', dictionary });
    expect(codec.decompress(codec.compress(value) as Buffer).equals(value)).toBe(true);
    codec.close();
  }
});
