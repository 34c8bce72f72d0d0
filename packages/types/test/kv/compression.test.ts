import { expect, test } from 'vitest';
import {
  type CompressionSetting,
  compressionSettingSchema,
  formatCompression,
  parseCompression,
} from '../../src/index.ts';

test.each<[string, CompressionSetting]>([
  ['none', { codec: 'none' }],
  ['zstd', { codec: 'zstd' }],
  ['zstd:1', { codec: 'zstd', level: 1 }],
  ['zstd:19', { codec: 'zstd', level: 19 }],
  ['zstd-dictionary', { codec: 'zstd-dictionary' }],
  ['zstd-dictionary:9', { codec: 'zstd-dictionary', level: 9 }],
  ['zstd-dictionary:5:112KiB', { codec: 'zstd-dictionary', level: 5, dictionaryBytes: 114_688 }],
  ['zstd-dictionary:5:1000', { codec: 'zstd-dictionary', level: 5, dictionaryBytes: 1000 }],
  ['zstd-dictionary:5:1024KiB', { codec: 'zstd-dictionary', level: 5, dictionaryBytes: 2 ** 20 }],
])('%s says how values are to be compressed, and is written back', (text, setting) => {
  expect(parseCompression(text)).toEqual(setting);
  expect(formatCompression(setting)).toBe(text);
  expect(compressionSettingSchema.parse(text)).toBe(text);
});

test.each([
  '',
  'lz4',
  'none:3',
  'zstd:0',
  'zstd:20',
  'zstd:',
  'zstd:3:16KiB',
  'zstd:03',
  'zstd-dictionary:16KiB',
  'zstd-dictionary:5:255',
  'zstd-dictionary:5:2MiB',
  'zstd-dictionary:5:9999999999999999',
  'zstd-dictionary:5:16 KiB',
  'ZSTD',
])('%j is refused, with what there is', (text) => {
  expect(parseCompression(text)).toBeUndefined();
  expect(compressionSettingSchema.safeParse(text).error?.issues[0]?.message).toContain(
    'zstd-dictionary:LEVEL',
  );
});
