import { expect, test } from 'vitest';
import { showValue, valueForms } from '../../../../src/features/kv/keys/value-forms.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('the best form comes first: JSON, text, and hex for all else', () => {
  expect(valueForms(bytes('{"a":1}'), true)).toEqual(['json', 'text', 'hex']);
  expect(valueForms(bytes('plain'), true)).toEqual(['text', 'hex']);
  expect(valueForms(Uint8Array.of(0xff, 0xfe), true)).toEqual(['hex']);
  expect(valueForms(new Uint8Array(), true)).toEqual(['text', 'hex']);
});

test('a value that was cut is no JSON, and may end within a character', () => {
  const cut = bytes('{"ä').subarray(0, 3);
  expect(valueForms(cut, false)).toEqual(['text', 'hex']);
  expect(showValue(cut, false, 'text')).toBe('{"');
  expect(valueForms(cut, true)).toEqual(['hex']);
});

test('hex has a place, the bytes and the letters of each line', () => {
  expect(showValue(Uint8Array.of(0, 1, 0x41, 0xff), true, 'hex')).toBe(
    `000000  00 01 41 ff              ${' '.repeat(23)}  ..A.`,
  );
  expect(showValue(bytes('0123456789abcdefX'), true, 'hex').split('\n')[1]?.slice(0, 10)).toBe('000010  58');
});
