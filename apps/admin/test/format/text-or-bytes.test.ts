import { expect, test } from 'vitest';
import { bytesOf, identityOf, lineOf, toTextOrBytes } from '../../src/format/text-or-bytes.ts';

test('any bytes come back from JSON as they were: text as text, the others as base64', () => {
  const samples = [[], [0x61], [0xc3, 0xa4], [0xef, 0xbb, 0xbf, 0x61], [0xff, 0x00, 0x61], [0xc3]];
  for (const sample of samples) {
    expect([...bytesOf(toTextOrBytes(Uint8Array.from(sample)))]).toEqual(sample);
  }
  expect(samples.map((sample) => typeof toTextOrBytes(Uint8Array.from(sample)))).toEqual([
    'string',
    'string',
    'string',
    'string',
    'object',
    'object',
  ]);
});

test('on a line, bytes that are no text stand as redis-cli writes them', () => {
  expect(lineOf('straße')).toBe('straße');
  expect(lineOf({ base64: btoa('\xff\x00a\\b\n') })).toBe(String.raw`\xff\x00a\\b\x0a`);
});

test('a text and bytes that look alike are two keys', () => {
  expect(identityOf('/w==')).not.toBe(identityOf({ base64: '/w==' }));
});
