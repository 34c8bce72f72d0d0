import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { FieldFinder, foundLines, KernelMemory } from '../../src/find/find.ts';
import { makeLine } from '../projection/make-lines.ts';

const { ROW_WORDS, START, END, KIND, VALUE_START, VALUE_END } = foundLines;
const { NOT_AN_OBJECT, UNCERTAIN, NO_STRING, ASCII, TEXT } = foundLines;

interface Found {
  readonly line: string;
  readonly kind: number;
  /** Inside of the string as it stands. */
  readonly value: string | undefined;
}

/** What is found in bytes that lie somewhere among others. */
function find(bytes: Buffer, key: string | undefined, shift = 0): Found[] {
  const memory = new KernelMemory(2 ** 20);
  const finder = new FieldFinder(key, memory);
  const room = memory.allocate(shift + bytes.length + 64);
  room.bytes.fill('"}\n');
  room.bytes.set(bytes, shift);
  const from = room.address + shift;
  const to = from + bytes.length;
  const found: Found[] = [];
  const text = (start: number, end: number) =>
    room.bytes.toString('utf8', start - room.address, end - room.address);
  for (let at = from; at < to; ) {
    const count = finder.find(at, to);
    for (let row = 0; row < count; row += 1) {
      const words = finder.rows.subarray(row * ROW_WORDS, (row + 1) * ROW_WORDS) as unknown as number[];
      const kind = words[KIND] as number;
      const isString = kind === ASCII || kind === TEXT;
      found.push({
        line: text(words[START] as number, words[END] as number),
        kind,
        value: isString ? text(words[VALUE_START] as number, words[VALUE_END] as number) : undefined,
      });
      at = words[END] as number;
    }
  }
  expect(room.bytes.subarray(shift, shift + bytes.length).equals(bytes)).toBe(true);
  expect(found.map(({ line }) => line).join('')).toBe(bytes.toString('utf8'));
  return found;
}

test.each([
  ['{"text":"a b"}', ASCII, 'a b'],
  [' {"text":"a"}', NOT_AN_OBJECT, undefined],
  ['', NOT_AN_OBJECT, undefined],
  ['{}', NO_STRING, undefined],
  ['{ "id" : 1 , "text" : "" } \r', ASCII, ''],
  ['{"id":{"text":"below"}}', NO_STRING, undefined],
  ['{"text":null}', NO_STRING, undefined],
  ['{"text":["a"]}', NO_STRING, undefined],
  ['{"texts":"a","tex":"b","Text":"c"}', NO_STRING, undefined],
  ['{"text":"a\\n\\u00e9"}', TEXT, 'a\\n\\u00e9'],
  ['{"text":"é"}', TEXT, 'é'],
  [`{"text":"${'long '.repeat(1000)}é"}`, TEXT, `${'long '.repeat(1000)}é`],
  ['{"text":"a","text":"b"}', UNCERTAIN, undefined],
  ['{"\\u0074ext":"a"}', UNCERTAIN, undefined],
  ['{"text":"a"', UNCERTAIN, undefined],
  ['{"text":"a"}}', UNCERTAIN, undefined],
  ['{"text":"a",}', UNCERTAIN, undefined],
  ['{"text":"a\u0000"}', UNCERTAIN, undefined],
  ['{"text":"a\\x"}', UNCERTAIN, undefined],
  ['{"text":"a"}\u00a0', UNCERTAIN, undefined],
] as const)('%j', (line, kind, value) => {
  const lines = Buffer.from(`${line}\n${line}`);
  expect(find(lines, 'text')).toEqual([
    { line: `${line}\n`, kind, value },
    ...(line === '' ? [] : [{ line, kind, value }]),
  ]);
});

test('without a key lines are checked only', () => {
  const kinds = find(Buffer.from('{"":"a","id":1}\n{"id":}\n[]\n'), undefined).map(({ kind }) => kind);
  expect(kinds).toEqual([NO_STRING, UNCERTAIN, NOT_AN_OBJECT]);
});

test('keys that are written in one way alone are taken', () => {
  expect(['text', 'full_text', 'a-1', 'a.b', 'é', 'a"b', ''].map((key) => FieldFinder.takes(key))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('what is certain is what JSON.parse says, of lines of and around a schema, wherever they lie', () => {
  const random = seededRandom(20_261_123);
  const schema = z.object({
    id: z.number(),
    term: z.string(),
    user: z.object({ term: z.string(), tags: z.array(z.string()) }),
    other: z.boolean().nullable(),
  });
  const kinds = [0, 0, 0, 0, 0];
  for (let round = 0; round < 300; round += 1) {
    const made = Array.from({ length: 20 }, () => makeLine(schema, random));
    const bytes = Buffer.concat(made.flatMap((line) => [line, Buffer.from('\n')]));
    for (const { line, kind, value } of find(bytes, 'term', round % 17)) {
      kinds[kind] = (kinds[kind] as number) + 1;
      if (kind === NOT_AN_OBJECT) expect(line.startsWith('{')).toBe(false);
      if (kind === NOT_AN_OBJECT || kind === UNCERTAIN) continue;
      const { term } = JSON.parse(line) as { readonly term?: unknown };
      expect(typeof term === 'string' ? term : undefined).toBe(
        value === undefined ? undefined : JSON.parse(`"${value}"`),
      );
    }
  }
  // All that can happen did, and most of what is JSON was certain.
  expect(Math.min(...kinds)).toBeGreaterThan(50);
});
