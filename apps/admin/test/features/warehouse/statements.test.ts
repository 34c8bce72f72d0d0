import { expect, test } from 'vitest';
import { chooseStatement, splitStatements } from '../../../src/features/warehouse/statements.ts';

function chosen(marked: string): string {
  // | marks the cursor, [ ] a selection.
  const cursor = marked.indexOf('|');
  const text = marked.replace(/[|[\]]/g, '');
  const selection =
    cursor === -1 ? { from: marked.indexOf('['), to: marked.indexOf(']') - 1 } : { from: cursor, to: cursor };
  const { from, to } = chooseStatement(text, selection);
  return text.slice(from, to);
}

const statements = (text: string) => splitStatements(text).map(({ from, to }) => text.slice(from, to));

test('a text of one statement is run whole, wherever the cursor is', () => {
  expect(chosen('|select 1')).toBe('select 1');
  expect(chosen('  select 1;\n|')).toBe('select 1');
});

test('a selection is run alone', () => {
  expect(chosen('select [1 + 1] as two')).toBe('1 + 1');
});

test('among several, the one at the cursor is run', () => {
  expect(chosen('select 1;\nsel|ect 2;\nselect 3')).toBe('select 2');
  expect(chosen('select 1|;\nselect 2')).toBe('select 1');
  expect(chosen('select 1;|\nselect 2')).toBe('select 2');
});

test('semicolons in strings, names, comments and dollar quotes separate nothing', () => {
  const text = `select ';', "a;b", 'it''s;' -- c;d\n, $$e;f$$, $t$ $$;$$ $t$ /* g; /* h; */ i; */; select 2`;
  expect(statements(text)).toHaveLength(2);
  expect(statements(text)[1]).toBe('select 2');
});

test('comments and blanks alone are no statement', () => {
  expect(statements(' ; -- nothing;\n ; /* nor; here */ ;')).toEqual([]);
  expect(chosen('|')).toBe('');
});

test('a string that never ends reaches to the end of the text', () => {
  expect(statements("select 'a; b")).toEqual(["select 'a; b"]);
});
