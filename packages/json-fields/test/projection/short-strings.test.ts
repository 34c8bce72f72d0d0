import { expect, test } from 'vitest';
import { keepShortStrings, SHORT_LENGTH_MAX } from '../../src/projection/short-strings.ts';

const memory = new ArrayBuffer(64);
const bytes = Buffer.from(memory);

/** As it is asked for: at an address that no word begins at. */
function lookUp(short: ReturnType<typeof keepShortStrings>, text: string): string | undefined {
  bytes.fill('?').write(text, 3, 'latin1');
  return short.get(3, text.length);
}

test('a text that is met again is the same string, whatever follows it in the memory', () => {
  const short = keepShortStrings(memory);
  for (const text of [
    '',
    'a',
    'ab',
    'abc',
    'abcd',
    'abcde',
    'abcdef',
    'abcdefg',
    'abcdefgh',
    'é\0',
    'é\0\0',
  ]) {
    expect(text.length).toBeLessThanOrEqual(SHORT_LENGTH_MAX);
    for (let time = 0; time < 2; time += 1) if (lookUp(short, text) === undefined) short.keep(text);
    expect(lookUp(short, text)).toBe(text);
  }
});

test('a text that differs only in how many NULs end it is another', () => {
  const short = keepShortStrings(memory);
  for (let time = 0; time < 2; time += 1) if (lookUp(short, 'a\0') === undefined) short.keep('a\0');
  expect(lookUp(short, 'a')).toBeUndefined();
  short.keep('a');
  expect(lookUp(short, 'a\0\0')).toBeUndefined();
});

test('of random texts each that is found is the one that was asked for', () => {
  const short = keepShortStrings(memory);
  let found = 0;
  let seed = 1;
  for (let round = 0; round < 200_000; round += 1) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    const text = String.fromCharCode(97 + ((seed >>> 16) & 15)).repeat((seed >>> 24) % 9);
    const kept = lookUp(short, text);
    if (kept === undefined) short.keep(text);
    else {
      expect(kept).toBe(text);
      found += 1;
    }
  }
  expect(found).toBeGreaterThan(100_000);
});
