import { seededRandom } from '@oremill/runtime';
import { describe, expect, test } from 'vitest';
import { FAILED, INCOMPLETE, RequestParser } from '../../src/protocol/parse-request.ts';

const LIMITS = { valueBytesMax: 1000, requestBytesMax: 2000, requestArgumentsMax: 50, inlineBytesMax: 100 };

interface Parsed {
  readonly requests: readonly (readonly string[])[];
  readonly failure: string | undefined;
}

/** Gives the parser the pieces one by one, as a connection does that keeps what is not whole. */
function parsePieces(pieces: readonly Buffer[]): Parsed {
  const parser = new RequestParser();
  const requests: string[][] = [];
  let kept: Buffer = Buffer.alloc(0);
  for (const piece of pieces) {
    kept = Buffer.concat([kept, piece]);
    let at = 0;
    while (at < kept.length) {
      const next = parser.parse(kept, at, kept.length, LIMITS);
      if (next === FAILED) return { requests, failure: parser.failure };
      if (next === INCOMPLETE) {
        expect(parser.neededBytes).toBeGreaterThan(kept.length - at);
        parser.shift(at);
        break;
      }
      expect(next).toBeGreaterThan(at);
      at = next;
      if (parser.count > 0) {
        requests.push(
          Array.from({ length: parser.count }, (_, index) => parser.bytes(index).toString('latin1')),
        );
      }
    }
    kept = kept.subarray(at);
  }
  return { requests, failure: undefined };
}

const parseWhole = (text: string | Buffer) => parsePieces([Buffer.from(text as string, 'latin1')]);

describe('requests', () => {
  test('are arrays of bulk strings of any bytes, one behind the other', () => {
    expect(parseWhole('*2\r\n$3\r\nGET\r\n$4\r\n\x00\r\n\xff\r\n*1\r\n$0\r\n\r\n')).toEqual({
      requests: [['GET', '\x00\r\n\xff'], ['']],
      failure: undefined,
    });
  });

  test('may be lines, with words in quotes', () => {
    expect(parseWhole('SET  key "a b\\x41\\n\\"" \'it\\\'s\\n\'\r\nPING\n\r\n')).toEqual({
      requests: [['SET', 'key', 'a bA\n"', "it's\\n"], ['PING']],
      failure: undefined,
    });
  });

  test('of no arguments are passed over', () => {
    expect(parseWhole('*0\r\n*-1\r\n\r\n*1\r\n$4\r\nPING\r\n')).toEqual({
      requests: [['PING']],
      failure: undefined,
    });
  });

  test.for([
    ['*x\r\n', 'invalid multibulk length'],
    ['*\r\n', 'invalid multibulk length'],
    ['*51\r\n', 'invalid multibulk length'],
    ['*9999999999999999999\r\n', 'invalid multibulk length'],
    ['*1\rx', 'invalid multibulk length'],
    ['*1\r\n:1\r\n', "expected '$', got ':'"],
    ['*1\r\n\x01', "expected '$', got '\\x01'"],
    ['*1\r\n$-1\r\n', 'invalid bulk length'],
    ['*1\r\n$1001\r\n', 'invalid bulk length'],
    ['*1\r\n$536870912\r\n', 'invalid bulk length'],
    ['*1\r\n$3\r\nGETx\r', 'expected a line end behind a bulk string'],
    [`*3\r\n$900\r\n${'x'.repeat(900)}\r\n$900\r\n${'x'.repeat(900)}\r\n$900\r\n`, 'request too large'],
    ['"GET\r\n', 'unbalanced quotes in request'],
    ['"GET"x\r\n', 'unbalanced quotes in request'],
    ['x'.repeat(101), 'too big inline request'],
  ])('that begin with %j are refused: %s', ([text = '', failure]) => {
    expect(parseWhole(text)).toEqual({ requests: [], failure });
  });

  test('cut at every byte are the same requests', () => {
    const text =
      '*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$12\r\n*1\r\n$4\r\nPIN\r\r\n*0\r\nGET "a b"\r\n*2\r\n$4\r\nECHO\r\n$0\r\n\r\n';
    const bytes = Buffer.from(text, 'latin1');
    const whole = parseWhole(text);
    expect(whole.requests).toHaveLength(3);
    for (let first = 0; first <= bytes.length; first++) {
      for (let second = first; second <= bytes.length; second += 3) {
        const pieces = [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)];
        expect(parsePieces(pieces), `cut at ${first} and ${second}`).toEqual(whole);
      }
    }
    expect(parsePieces([...bytes].map((byte) => Buffer.of(byte)))).toEqual(whole);
  });

  test('of random bytes end in requests or a stated failure, however they are cut', () => {
    const random = seededRandom(4);
    const alphabet = [
      '*',
      '$',
      '1',
      '2',
      '3',
      '0',
      '-',
      '\r\n',
      '\r',
      '\n',
      'GET',
      'a',
      '"',
      "'",
      '\\',
      '\x00',
      '\xff',
      ' ',
    ];
    let failures = 0;
    for (let round = 0; round < 20_000; round++) {
      const length = 1 + Math.floor(random() * 24);
      const text = Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
      const bytes = Buffer.from(text, 'latin1');
      const whole = parsePieces([bytes]);
      const cut = Math.floor(random() * bytes.length);
      expect(parsePieces([bytes.subarray(0, cut), bytes.subarray(cut)]), JSON.stringify(text)).toEqual(whole);
      if (whole.failure !== undefined) failures++;
    }
    expect(failures).toBeGreaterThan(1000);
  });
});

describe('arguments', () => {
  function argument(text: string): RequestParser {
    const parser = new RequestParser();
    const bytes = Buffer.from(`*1\r\n$${text.length}\r\n${text}\r\n`);
    expect(parser.parse(bytes, 0, bytes.length, LIMITS)).toBe(bytes.length);
    return parser;
  }

  test.for([
    ['0', 0],
    ['-5', -5],
    ['9223372036854775807', 9223372036854775807n],
    ['-9223372036854775808', -9223372036854775808n],
    ['9007199254740991', 9007199254740991],
    ['9223372036854775808', undefined],
    ['-9223372036854775809', undefined],
    ['-0', undefined],
    ['01', undefined],
    ['+1', undefined],
    ['1 ', undefined],
    ['', undefined],
    ['-', undefined],
    ['1.0', undefined],
  ] as const)('%j as an integer is %s', ([text, value]) => {
    expect(argument(text).integer(0)).toBe(value);
  });

  test('are words in any case, of letters alone', () => {
    expect(argument('KeepTTL').is(0, 'keepttl')).toBe(true);
    expect(argument('KeepTT').is(0, 'keepttl')).toBe(false);
    // Bit 5 differs in these too, and they are no letters.
    expect(argument('\x0eo').is(0, '.o')).toBe(false);
  });
});
