import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countLines } from '../../src/files/count-lines.ts';
import { eachLine, LineCutter } from '../../src/streaming/line-cutter.ts';

function cut(pieces: readonly string[]): string[] {
  const given: string[] = [];
  const cutter = new LineCutter((lines) => given.push(lines.toString()));
  for (const piece of pieces) cutter.take(Buffer.from(piece));
  cutter.end();
  return given;
}

test('gives whole lines, and all of them, however they come', () => {
  const piece = fc.constantFrom('', '\n', 'a', 'bc\n', '\nd', '\n\n', 'e\tf');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const given = cut(pieces);
      expect(given.every((lines) => lines.endsWith('\n'))).toBe(true);
      expect(given.join('')).toBe(text === '' || text.endsWith('\n') ? text : `${text}\n`);
    }),
  );
});

test('knows where lines are, empty ones too', () => {
  const lines = Buffer.from('ab\n\nc\n');
  const places: number[][] = [];
  expect(eachLine(lines, (start, end) => places.push([start, end]))).toBe(3);
  expect(places).toEqual([
    [0, 2],
    [3, 3],
    [4, 5],
  ]);
  expect(countLines(Buffer.alloc(0))).toBe(0);
});

test('a line that does not end is an error before it fills the memory', () => {
  const cutter = new LineCutter(() => {}, 10);
  cutter.take(Buffer.from('a\n123456789'));
  expect(() => cutter.take(Buffer.from('ab'))).toThrow('a line of more than 10 bytes was written');
});
