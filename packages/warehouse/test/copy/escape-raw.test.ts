import { expect, it } from 'vitest';
import { escapeRaw, holdsCarriageReturn } from '../../src/copy/escape-raw.ts';

it.each([
  ['', ''],
  ['plain\tété\n', 'plain\tété\n'],
  ['\\', '\\\\'],
  ['\\N\t\\.\n', '\\\\N\t\\\\.\n'],
  ['a\\\\b\\', 'a\\\\\\\\b\\\\'],
  ['数\\据', '数\\\\据'],
])('%j becomes %j', (raw, escaped) => {
  expect(escapeRaw(Buffer.from(raw)).toString()).toBe(escaped);
});

it('a chunk may end anywhere, also inside a character', () => {
  const raw = Buffer.from('\\数\\\\据\\N\t\\.\n');
  const whole = escapeRaw(raw);
  for (let cut = 0; cut <= raw.length; cut += 1) {
    const halves = Buffer.concat([escapeRaw(raw.subarray(0, cut)), escapeRaw(raw.subarray(cut))]);
    expect(halves).toEqual(whole);
  }
});

it('a chunk without a backslash is not copied', () => {
  const chunk = Buffer.from('no escape here');
  expect(escapeRaw(chunk)).toBe(chunk);
});

it('a carriage return is seen, a newline is none', () => {
  expect([holdsCarriageReturn(Buffer.from('a\r')), holdsCarriageReturn(Buffer.from('a\n'))]).toEqual([
    true,
    false,
  ]);
});
