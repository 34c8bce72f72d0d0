import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes, integer, json, text } from '../../src/job/codecs.ts';
import { escapeField, unescapeField } from '../../src/job/escape-field.ts';
import { jsonValues, type Output, outputLines, pairs, rawKeys, rawPairs } from '../../src/job/output.ts';
import {
  type Protocol,
  pairLines,
  rawKeyLines,
  rawPairLines,
  tableLines,
  textLines,
} from '../../src/job/protocols.ts';
import { table } from '../../src/job/table.ts';

function lineOf<Row>(output: Output<Row>, row: Row): Buffer {
  const line = output.encodeRow(row);
  return typeof line === 'string' ? Buffer.from(line) : Buffer.from(line);
}

test('pairs of any keys and values travel between steps as one line each', () => {
  const output = pairs(text, bytes);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.uint8Array(), (key, value) => {
      const line = lineOf(output, [key, value]);
      expect(line.includes(10)).toBe(false);
      const [readKey, readValue] = output.decodeRow?.(line) ?? [];
      expect([readKey, [...(readValue ?? [])]]).toEqual([key, [...value]]);
    }),
  );
});

test('an escaped field has no tab, newline or CR, whether it is text or bytes', () => {
  const letter = fc.constantFrom('\\', '\t', '\n', '\r', 'n', 't', 'a', 'é');
  fc.assert(
    fc.property(fc.string({ unit: letter }), (field) => {
      const asText = Buffer.from(escapeField(field) as string);
      const asBytes = Buffer.from(escapeField(Buffer.from(field)));
      expect(asText).toEqual(asBytes);
      expect(/[\t\n\r]/.test(asText.toString())).toBe(false);
      expect(unescapeField(asText).toString()).toBe(field);
    }),
  );
});

test('JSON values, lines and raw pairs refuse what does not fit on a line of theirs', () => {
  expect(jsonValues().encodeRow({ a: '\n' })).toBe('{"a":"\\n"}');
  expect(() => jsonValues().encodeRow(undefined)).toThrow('JSON has no form');
  expect(outputLines.encodeRow('a\tb')).toBe('a\tb');
  expect(() => outputLines.encodeRow('a\nb')).toThrow('newline');
  expect(() => outputLines.encodeRow('\ud800')).toThrow('surrogate');
  expect(lineOf(rawPairs, [Buffer.from('k'), Buffer.from('v\t')]).toString()).toBe('k\tv\t');
  expect(() => rawPairs.encodeRow([Buffer.from('k\t'), Buffer.from('')])).toThrow('tab');
  expect(() => rawPairs.encodeRow([Buffer.from('k'), Buffer.from('\n')])).toThrow('newline');
  expect(lineOf(rawKeys, [Buffer.from('k'), Buffer.from('')]).toString()).toBe('k');
});

const people = table('csv', [
  ['name', 'text'],
  ['age', 'integer'],
  ['score', 'float'],
]);

test('a CSV row is quoted where it must be, and read back; null and empty text differ', () => {
  const rows: [string | null, number | null, number | null][] = [
    ['a', 1, 0.5],
    ['a,b', -2, 3],
    ['say "hi"', 0, null],
    ['', null, 1],
    [null, 7, 2.25],
  ];
  const lines = rows.map((row) => String(people.encodeRow(row)));
  expect(lines).toEqual(['a,1,0.5', '"a,b",-2,3.0', '"say ""hi""",0,', '"",,1.0', ',7,2.25']);
  expect(lines.map((line) => people.decodeRow(Buffer.from(line)))).toEqual(rows);
  expect(people.decodeRow(Buffer.from('a,1,0.5\r'))).toEqual(['a', 1, 0.5]);
  expect(() => people.encodeRow(['a\nb', 1, 1])).toThrow('column name: a newline is refused in csv');
});

test.each([
  ['a,1', '2 fields for 3 columns'],
  ['a,1,2,3', '4 fields for 3 columns'],
  ['"a,1,2', 'not closed'],
  ['"a"b,1,2', 'a comma is missing'],
  ['a"b,1,2', 'a quote in an unquoted field'],
  ['a,x,2', '"x" is not an integer'],
  ['a,1.5,2', '"1.5" is not an integer'],
  ['a,1,0x10', '"0x10" is not a number'],
])('the CSV line %s is refused: %s', (line, words) => {
  expect(() => people.decodeRow(Buffer.from(line))).toThrow(words);
});

test('what a table wrote is input for another job, in each encoding', () => {
  for (const encoding of ['tsv-raw', 'tsv-escaped', 'csv'] as const) {
    const counts = table(encoding, [
      ['word', 'text'],
      ['count', 'integer'],
    ]);
    const protocol = tableLines(counts);
    const line = Buffer.from(String(counts.encodeRow(['a b', 3])));
    expect(protocol.kind === 'bytes' && protocol.parse(line)).toEqual(['a b', 3]);
  }
});

test('a field that is not of its type, or bytes that are not UTF-8, are refused instead of read as something else', () => {
  const counts = table('tsv-raw', [
    ['word', 'text'],
    ['count', 'integer'],
    ['mean', 'float'],
  ]);
  const protocol = tableLines(counts);
  const parse = (line: string | Buffer) => protocol.kind === 'bytes' && protocol.parse(Buffer.from(line));
  expect(parse('a\t-1\t1e+21')).toEqual(['a', -1, 1e21]);
  expect(parse('a\t0\t-Infinity')).toEqual(['a', 0, -Infinity]);
  expect(parse('a\t0\tNaN')).toEqual(['a', 0, Number.NaN]);
  expect(() => parse('a\tx1\t1.0')).toThrow('"x1" is not an integer');
  expect(() => parse('a\t\t1.0')).toThrow('"" is not an integer');
  expect(() => parse('a\t 1\t1.0')).toThrow('" 1" is not an integer');
  expect(() => parse('a\t1\tcheap')).toThrow('"cheap" is not a number');
  expect(() => parse('a\t1\t')).toThrow('"" is not a number');
  expect(() => parse(Buffer.from('\xff\t1\t1.0', 'latin1'))).toThrow('not valid UTF-8');
  const pairsOf = pairLines(integer, text);
  const parsePair = (line: string | Buffer) => pairsOf.kind === 'bytes' && pairsOf.parse(Buffer.from(line));
  expect(() => parsePair('x\ty')).toThrow('"x" is not an integer');
  expect(() => parsePair(Buffer.from('1\t\xff', 'latin1'))).toThrow('not valid UTF-8');
});

test('protocols divide lines into keys and values', () => {
  const parse = <Record>(protocol: Protocol<Record>, line: string): Record => {
    if (protocol.kind === 'text') return protocol.parse(line);
    if (protocol.kind === 'bytes') return protocol.parse(Buffer.from(line));
    throw new Error(`no protocol of lines: ${protocol.kind}`);
  };
  expect(parse(textLines, 'a\r')).toBe('a');
  expect(parse(rawPairLines, 'k\tv\tw').map(String)).toEqual(['k', 'v\tw']);
  expect(parse(rawPairLines, 'k').map(String)).toEqual(['k', '']);
  expect(parse(rawKeyLines, 'k\tv').map(String)).toEqual(['k\tv', '']);
  expect(parse(pairLines(text, json<number[]>()), 'k\t[1,2]')).toEqual(['k', [1, 2]]);
  expect(parse(pairLines(integer, text), '7\tx')).toEqual([7, 'x']);
  expect(() => parse(pairLines(text, text), 'k')).toThrow('no tab');
});
