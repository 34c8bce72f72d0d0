import { expect, test } from 'vitest';
import { toTsv } from '../../src/format/tsv.ts';

test('columns are separated by tabs and rows by newlines', () => {
  expect(
    toTsv(
      ['month', 'count'],
      [
        ['Sep', 12],
        ['Oct', null],
      ],
    ),
  ).toBe('month\tcount\nSep\t12\nOct\t');
});

test('a cell that holds a tab, a newline or a quote is quoted', () => {
  expect(toTsv(['a'], [['x\ty'], ['x\ny'], ['say "hi"']])).toBe('a\n"x\ty"\n"x\ny"\n"say ""hi"""');
});

test('text that a spreadsheet would run is defused; numbers as text are not touched', () => {
  expect(toTsv(['a'], [['=SUM(A1)'], ['@x'], ['-2+3'], ['-12.5'], ['9007199254740993']])).toBe(
    "a\n'=SUM(A1)\n'@x\n'-2+3\n-12.5\n9007199254740993",
  );
});
