import { expect, test } from 'vitest';
import { indentJson } from '../../../../src/features/kv/keys/indent-json.ts';

test('numbers, names and strings stay letter by letter what they were', () => {
  const text = String.raw`{"id":12345678901234567890,"id":1.0e5,"t":"a, b: {c} \" [d]","n":null}`;
  expect(indentJson(text)).toBe(String.raw`{
  "id": 12345678901234567890,
  "id": 1.0e5,
  "t": "a, b: {c} \" [d]",
  "n": null
}`);
});

test('nested and empty ones are laid out as by JSON.stringify', () => {
  const value = { a: [1, [2, {}], []], b: { c: { d: 'x' } }, 'ü"': [true, false] };
  expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  expect(indentJson(` ${JSON.stringify(value, null, 7)} `)).toBe(JSON.stringify(value, null, 2));
});

test('what is no object or array is left as it is', () => {
  expect([indentJson('12'), indentJson('"text"'), indentJson('{"a":}'), indentJson('')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
