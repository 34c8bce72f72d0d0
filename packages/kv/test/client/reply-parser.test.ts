import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Reply, ReplyError } from '../../src/client/reply.ts';
import { ReplyParser } from '../../src/client/reply-parser.ts';

function parse(pieces: readonly Buffer[]): Reply[] {
  const parser = new ReplyParser();
  const replies: Reply[] = [];
  for (const piece of pieces) {
    parser.push(piece);
    for (let reply = parser.next(); reply !== undefined; reply = parser.next()) replies.push(reply);
  }
  return replies;
}

const stream = Buffer.from(
  '+OK\r\n-MOVED 1 a:2\r\n:-3\r\n$-1\r\n*-1\r\n$0\r\n\r\n$5\r\na\r\nb\0\r\n*2\r\n$1\r\nx\r\n*1\r\n:1\r\n+OK\r\n',
);
const replies: Reply[] = [
  'OK',
  new ReplyError('MOVED 1 a:2'),
  -3,
  null,
  null,
  Buffer.alloc(0),
  Buffer.from('a\r\nb\0'),
  [Buffer.from('x'), [1]],
  'OK',
];

describe('replies', () => {
  test('they are the same in whatever pieces they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length })), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const pieces = places.slice(1).map((place, index) => stream.subarray(places[index], place));
        expect(parse(pieces)).toEqual(replies);
      }),
    );
  });

  test('many OK are taken at once, up to the first that is none', () => {
    const parser = new ReplyParser();
    parser.push(Buffer.from(`${'+OK\r\n'.repeat(5003)}-ERR no\r\n+OK\r\n+O`));
    expect(parser.takeOks(10)).toBe(10);
    expect(parser.takeOks(9000)).toBe(4993);
    expect(parser.takeOks(9000)).toBe(0);
    expect(parser.next()).toEqual(new ReplyError('ERR no'));
    expect(parser.takeOks(9000)).toBe(1);
    expect(parser.next()).toBe(undefined);
    parser.push(Buffer.from('K\r\n'));
    expect(parser.takeOks(9000)).toBe(1);
  });

  test('integers that a number cannot hold are text', () => {
    const all = ':9007199254740991\r\n:9007199254740992\r\n:9223372036854775807\r\n:-9223372036854775808\r\n';
    expect(parse([Buffer.from(all)])).toEqual([
      9007199254740991,
      '9007199254740992',
      '9223372036854775807',
      '-9223372036854775808',
    ]);
  });

  test('what is in an array is looked at once, whatever pieces it comes in', () => {
    const parser = new ReplyParser();
    parser.push(Buffer.from('*1000000\r\n'));
    const piece = Buffer.from(`${'+a\r\n'.repeat(10)}$3\r\nb`);
    const rest = Buffer.from('bb\r\n');
    // Looked at again with each piece, these would take more than an hour.
    let early = 0;
    for (let index = 0; index < 90_000; index += 1) {
      for (const bytes of [piece, rest]) {
        parser.push(bytes);
        if (parser.next() !== undefined) early += 1;
      }
    }
    expect(early).toBe(0);
    parser.push(Buffer.from('+a\r\n'.repeat(10_000)));
    expect(parser.next()).toHaveLength(1_000_000);
  });

  test.each([
    ':9223372036854775808\r\n',
    ':1.5\r\n',
    '?\r\n',
    '$x\r\n',
    '$9999999999\r\n',
    '*-\r\n',
    '*1\r\n'.repeat(20),
  ])('%j is no reply', (text) => {
    expect(() => parse([Buffer.from(text)])).toThrow();
  });
});
