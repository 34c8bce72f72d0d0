import type { CodeFinding, Duplication } from '@oremill/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newDuplications, newFindings } from '../../src/gate/new-since.ts';

const finding = (
  file: string,
  line: number,
  context?: readonly [line: string, around: string],
  rule = 'unused',
): CodeFinding => ({
  tool: 't',
  rule,
  severity: 'warning',
  message: `${rule} in line`,
  place: { file, line },
  ...(context === undefined ? {} : { context: { line: context[0], around: context[1] } }),
});

test('a finding is known again where its line has moved, its neighbours have changed, or its file has another name', () => {
  const base = [finding('a.py', 3, ['x', 'wxy']), finding('b.py', 1, ['p', 'opq'])];
  expect(newFindings([finding('a.py', 30, ['x', 'wxy'])], base)).toEqual([]);
  expect(newFindings([finding('a.py', 3, ['x', '?x?'])], base)).toEqual([]);
  expect(newFindings([finding('c.py', 3, ['x', '?x?'])], base, new Map([['c.py', 'a.py']]))).toEqual([]);
  expect(newFindings([finding('moved.py', 9, ['p', 'opq'])], base)).toEqual([]);
  const other = finding('c.py', 3, ['x', '?x?']);
  expect(newFindings([other], base)).toEqual([other]);
  const ofAnotherRule = finding('a.py', 3, ['x', 'wxy'], 'undefined');
  expect(newFindings([ofAnotherRule], base)).toEqual([ofAnotherRule]);
});

test('a second finding on equal lines is new, and it is the one whose neighbours are new', () => {
  const base = [finding('a.py', 3, ['x', 'wxy'])];
  const copy = finding('a.py', 1, ['x', '-x-']);
  expect(newFindings([copy, finding('a.py', 4, ['x', 'wxy'])], base)).toEqual([copy]);
});

test('whatever there was: what is as before is never new, and no more is known again than there was', () => {
  const any = fc
    .tuple(fc.constantFrom('a', 'b'), fc.nat(3), fc.constantFrom('x', 'y'), fc.constantFrom('1', '2'))
    .map(([file, line, text, around]) => finding(file, line, [text, text + around]));
  fc.assert(
    fc.property(fc.array(any), fc.array(any), (base, added) => {
      expect(newFindings(base, base)).toEqual([]);
      expect(newFindings(added, [])).toEqual(added);
      const found = newFindings([...base, ...added], base);
      expect(found.length).toBe(added.length);
    }),
  );
});

test('equal code is known again by the code, and one more place of it is new', () => {
  const block = (context: string, ...files: string[]): Duplication => ({
    lines: 5,
    tokens: 50,
    places: files.map((file, index) => ({ file, line: 10 * index + 1 })),
    context,
  });
  const base = [block('code', 'a.py', 'b.py')];
  expect(newDuplications([block('code', 'a.py', 'c.py')], base)).toEqual([]);
  const third = block('code', 'a.py', 'b.py', 'c.py');
  const other = block('else', 'a.py', 'b.py');
  expect(newDuplications([third, other], base)).toEqual([third, other]);
});
