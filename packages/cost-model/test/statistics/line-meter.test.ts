import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { LineMeter } from '../../src/statistics/line-meter.ts';
import type { Refusal } from '../../src/statistics/read-record.ts';
import { measureRecord, type Row } from '../../src/statistics/row.ts';
import { type Rules, rulesSchema } from '../../src/statistics/rules.ts';
import { TWEETS_2012 } from '../../src/statistics/rules-2012.ts';

type Measured = Row | Refusal;

const ROOM_BYTES = 2 ** 20;

/** Both ways, of all lines. */
function measureLines(
  bytes: Buffer,
  rules: Rules,
  compresses = false,
): { metered: Measured[]; expected: Measured[] } {
  const measures = { rules, compresses };
  const meter = new LineMeter(measures, ROOM_BYTES);
  const metered: Measured[] = [];
  const expected: Measured[] = [];
  let behind = 0;
  meter.eachLine(bytes, (start, end, measured) => {
    expect(start).toBe(behind);
    behind = end;
    metered.push(measured);
    expected.push(measureRecord(bytes.subarray(start, end), measures));
  });
  expect(behind).toBe(bytes.length);
  return { metered, expected };
}

function expectSame(bytes: Buffer, rules: Rules): Measured[] {
  const { metered, expected } = measureLines(bytes, rules);
  expect(metered).toEqual(expected);
  return metered;
}

// biome-ignore format: a table
const PIECES = [
  'a', 'A', 'Z', '@', '[', '`', '{', ' ', ' ', '  ', 'word', 'Word', 'WORD', 'a longer piece of it', '\\n', '\\t', '\\"',
  'é', 'É', 'ß', 'ẞ', 'ÿ', 'Ā', 'İ', 'ı', 'Σ', 'ς', 'σ', 'Ⱥ', 'Д', 'д', 'ﬀ', 'Ａ', '日本語', 'テキスト', '한국어', 'ქ', 'Ა', '😀', '𐐀', '❤️',
  '\\u0041', '\\u00e9', '\\u00C9', '\\u03a3', '\\ud83d\\ude00', '\\ud83d', '\\ude00', '\\u0000', '\\u0020', '\\u2028', '\\ud801\\udc00',
];
// biome-ignore format: a table
const INVALID = [[0xff], [0xc3], [0xe3, 0x81], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf0, 0x9f, 0x98], [0x80], [0xf5, 0x80, 0x80, 0x80]];

function madeLine(random: () => number): Buffer {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const pieces = Array.from({ length: random() * 12 }, () =>
    random() < 0.02 ? Buffer.from(pick(INVALID)) : Buffer.from(pick(PIECES)),
  );
  const text = Buffer.concat(pieces);
  const before = pick([
    '',
    '',
    '"id":7,',
    '"user":{"text":"no No"},',
    '"text":"twice A",',
    ' ',
    '"":[[],{}],',
  ]);
  const behind = pick(['', '', ',"id":"x"', ' ', ',', ',"Text":1', '}', ',"a":1e5']);
  const key = pick(['"text":', '"text":', '"text" : ', '"\\u0074ext":', '"full":']);
  return Buffer.concat([
    Buffer.from(`{${before}${key}"`),
    text,
    Buffer.from(`"${behind}}${pick(['', '', '\r', ' '])}\n`),
  ]);
}

test.each([
  TWEETS_2012,
  rulesSchema.parse({ text: 'text', tokens: 'single-spaces' }),
  rulesSchema.parse({ text: 'text', tokens: 'words' }),
  rulesSchema.parse({ text: 'full', tokens: 'letters' }),
  rulesSchema.parse({}),
])('made lines are measured as records are: %j', (rules) => {
  const random = seededRandom(5);
  const lines = Array.from({ length: 4000 }, () => madeLine(random));
  const measured = expectSame(Buffer.concat(lines), rules);
  expect(measured.filter((row) => typeof row !== 'string').length).toBeGreaterThan(1000);
  expect(measured).toContain('invalid');
});

test('what is no object, has no text, or ends without a newline', () => {
  const lines = '\n\r\n[]\n {"text":"a b"}\n{}\n{"text":7}\n{"text":"one"}\n{"text":"a b"}\n{"text":"c d"';
  expect(expectSame(Buffer.from(lines), TWEETS_2012)).toEqual([
    ...Array.from({ length: 4 }, () => 'not-a-record'),
    ...Array.from({ length: 3 }, () => 'without-text'),
    [15, 0, 2, 2, 2, 0, 0],
    'invalid',
  ]);
});

test('every character, as it stands and escaped, is put into lower case as JavaScript does', () => {
  for (let first = 0; first < 0x20400; first += 0x400) {
    const points = Array.from({ length: 0x400 }, (_, index) => String.fromCodePoint(first + index));
    // Whether two tokens are one tells what became of the character.
    const texts = points.map((letter) => `${letter} ${letter.toLowerCase()} ${letter}a`);
    const escaped = texts.map((text) =>
      [...Array(text.length).keys()]
        .map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`)
        .join(''),
    );
    const lines = [
      ...texts.map((text) => JSON.stringify({ text })),
      ...escaped.map((text) => `{"text":"${text}"}`),
    ];
    const { metered, expected } = measureLines(Buffer.from(lines.join('\n')), TWEETS_2012);
    expect(metered).toEqual(expected);
  }
});

test('a text with more tokens than others, and one that is too long for the kernel', () => {
  const words = (count: number) => Array.from({ length: count }, (_, id) => `W${id % 999}`).join(' ');
  const lines = [1, 100, 6000, 9000, 12_000].map((count) => JSON.stringify({ text: words(count) }));
  const spaces = JSON.stringify({ text: ' '.repeat(32 * 1024) });
  const rows = expectSame(Buffer.from([...lines, spaces].join('\n')), TWEETS_2012);
  expect(rows.slice(1).map((row) => row[3])).toEqual([100, 999, 999, 999, 1]);
});

test('each record is measured by zlib, and no other line is', () => {
  const random = seededRandom(6);
  const lines = Buffer.concat(Array.from({ length: 300 }, () => madeLine(random)));
  const { metered, expected } = measureLines(lines, TWEETS_2012, true);
  expect(metered).toEqual(expected);
  for (const row of metered) if (typeof row !== 'string') expect(row[1]).toBeGreaterThan(8);
});
