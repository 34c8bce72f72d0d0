import { expect, test } from 'vitest';
import { convertWritten, editableText, readWritten } from '../../../../src/features/kv/keys/value-writing.ts';

test('text and base64 turn into each other, and back into the same', () => {
  const base64 = convertWritten('ä\n1', 'text', 'base64');
  expect(base64).toBe('w6QKMQ==');
  expect(convertWritten(base64 ?? '', 'base64', 'text')).toBe('ä\n1');
});

test('bytes that a text box cannot keep stay base64: no text, and the line ends of Windows', () => {
  expect(convertWritten('/wA=', 'base64', 'text')).toBeUndefined();
  expect(convertWritten(btoa('a\r\nb'), 'base64', 'text')).toBeUndefined();
  expect(editableText(new TextEncoder().encode('a\r\nb'))).toBeUndefined();
  expect(editableText(new TextEncoder().encode('a\nb'))).toBe('a\nb');
});

test('what is no base64 is no value; white space in it is nothing', () => {
  expect(readWritten('base64', '!')).toBeUndefined();
  expect([...(readWritten('base64', ' /w\nA= ') ?? [])]).toEqual([255, 0]);
  expect([...(readWritten('text', '') ?? [1])]).toEqual([]);
});
