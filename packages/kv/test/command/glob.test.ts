import { expect, test } from 'vitest';
import { Glob } from '../../src/command/glob.ts';
import { useServer } from './serve.ts';

const serve = useServer();

test.each([
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['**a**', 'bab', true],
  ['a*b?d', 'axxbcd', true],
  ['a*b?d', 'axxbd', false],
  ['[a-c]x', 'bx', true],
  ['[c-a]x', 'dx', false],
  ['[^a-c]', 'b', false],
  ['[^a-c]', 'd', true],
  ['[\\]]', ']', true],
  ['[]', 'a', false],
  ['[^]', 'a', true],
  ['[ab', 'b', true],
  ['a\\*', 'a*', true],
  ['a\\*', 'ab', false],
  ['a\\', 'a\\', true],
])('%j and %j: %j', (pattern, text, isMatch) => {
  expect(new Glob(Buffer.from(pattern)).matches(Buffer.from(text))).toBe(isMatch);
});

test('every byte is in a set or in its opposite', () => {
  for (let byte = 0; byte < 256; byte++) {
    const bytes = Buffer.from([byte]);
    const isIn = new Glob(Buffer.from([0x5b, 0x20, 0x2d, 0xf0, 0x5d])).matches(bytes);
    expect(isIn).toBe(byte >= 0x20 && byte <= 0xf0);
    expect(new Glob(Buffer.from([0x5b, 0x5e, 0x20, 0x2d, 0xf0, 0x5d])).matches(bytes)).toBe(!isIn);
  }
});

test('patterns that would take long are refused, or met with fewer keys at a time', async () => {
  const { connect, main } = await serve();
  const client = await connect();
  const tooLong = { error: 'ERR pattern of 1025 bytes is longer than 1024' };
  expect(await client.call('KEYS', 'x'.repeat(1025))).toEqual(tooLong);
  expect(await client.call('SCAN', '0', 'MATCH', 'x'.repeat(1025))).toEqual(tooLong);
  const keys = Array.from({ length: 200 }, (_, index) => `${'a'.repeat(10_000)}${index}`);
  main.fill(Object.fromEntries(keys.map((key) => [key, ''])));
  const pattern = `*${'a'.repeat(500)}*7`;
  const slow = `*${'a'.repeat(500)}[^a]x`;
  const found: string[] = [];
  let cursor = '0';
  do {
    const [next, some] = (await client.call('SCAN', cursor, 'MATCH', pattern, 'COUNT', '10000')) as [
      string,
      string[],
    ];
    found.push(...some);
    cursor = next;
  } while (cursor !== '0');
  expect(found.sort()).toEqual(keys.filter((key) => key.endsWith('7')).sort());
  const [behind, none] = (await client.call('SCAN', '0', 'MATCH', slow, 'COUNT', '10000')) as [
    string,
    string[],
  ];
  expect(none).toEqual([]);
  expect(behind).not.toBe('0');
  expect(await client.call('KEYS', slow)).toEqual({
    error: 'ERR the pattern takes too long for KEYS: use SCAN',
  });
});
