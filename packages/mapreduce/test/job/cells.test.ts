import type { ColumnType } from '@oremill/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cell, decodeCell, encodeCell, type TableEncoding } from '../../src/job/cells.ts';

const written: [ColumnType, TableEncoding, Cell, string][] = [
  ['text', 'tsv-raw', 'a b\\', 'a b\\'],
  ['text', 'tsv-raw', '', ''],
  ['text', 'tsv-escaped', 'a\tb\nc\rd\\e', 'a\\tb\\nc\\rd\\\\e'],
  ['text', 'tsv-escaped', '\b\f\v', '\\b\\f\\v'],
  ['text', 'tsv-escaped', '\\N', '\\\\N'],
  ['text', 'tsv-escaped', null, '\\N'],
  ['integer', 'tsv-escaped', null, '\\N'],
  ['integer', 'tsv-raw', -42, '-42'],
  ['integer', 'tsv-raw', Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ['float', 'tsv-raw', 21, '21.0'],
  ['float', 'tsv-raw', 5.25, '5.25'],
  ['float', 'tsv-raw', 1 / 3, '0.3333333333333333'],
  ['float', 'tsv-raw', 0, '0.0'],
  ['float', 'tsv-raw', -0, '-0.0'],
  ['float', 'tsv-raw', 1e21, '1e+21'],
  ['float', 'tsv-raw', 5e-7, '5e-7'],
  ['float', 'tsv-raw', Number.POSITIVE_INFINITY, 'Infinity'],
];

test.each(written)('%s in %s: %j is written %j', (type, encoding, cell, field) => {
  expect(encodeCell(type, encoding, cell)).toBe(field);
  expect(decodeCell(type, encoding, field)).toBe(cell);
});

const refused: [ColumnType, TableEncoding, unknown, string][] = [
  ['text', 'tsv-raw', 'a\tb', 'tab'],
  ['text', 'tsv-raw', 'a\n', 'newline'],
  ['text', 'tsv-raw', '\r', 'newline'],
  ['text', 'tsv-raw', '\ud800', 'surrogate'],
  ['text', 'tsv-raw', null, 'null'],
  ['text', 'tsv-raw', undefined, 'undefined'],
  ['text', 'tsv-raw', 5, '5'],
  ['text', 'tsv-escaped', '\ud800', 'surrogate'],
  ['text', 'tsv-escaped', '\0', 'NUL'],
  ['integer', 'tsv-raw', 1.5, '1.5'],
  ['integer', 'tsv-raw', 2 ** 53, '9007199254740992'],
  ['integer', 'tsv-raw', '5', 'integer'],
  ['float', 'tsv-raw', '5', 'number'],
];

test.each(refused)('%s in %s: %j is refused', (type, encoding, cell, words) => {
  expect(() => encodeCell(type, encoding, cell)).toThrow(words);
});

test('an escaped text has no tab, newline or CR, and reads back the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('\\', '\t', '\n', '\r', 'N', 'n', 'a', '\v') }), (cell) => {
      const field = encodeCell('text', 'tsv-escaped', cell);
      expect(field).not.toMatch(/[\t\n\r]/);
      expect(decodeCell('text', 'tsv-escaped', field)).toBe(cell);
    }),
  );
});
