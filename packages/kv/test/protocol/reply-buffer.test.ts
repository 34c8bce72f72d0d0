import { describe, expect, test } from 'vitest';
import { OutputTooLarge } from '../../src/command/execute.ts';
import { ReplyBuffer } from '../../src/protocol/reply-buffer.ts';

const MIB = 1024 * 1024;

function written(protocol: 2 | 3, write: (reply: ReplyBuffer) => void): string {
  const reply = new ReplyBuffer(MIB);
  reply.protocol = protocol;
  write(reply);
  return Buffer.concat(reply.take()).toString('latin1');
}

describe('replies', () => {
  test.for<[string, (reply: ReplyBuffer) => void, string, string]>([
    ['ok', (reply) => reply.ok(), '+OK\r\n', '+OK\r\n'],
    ['nil', (reply) => reply.nil(), '$-1\r\n', '_\r\n'],
    ['an error', (reply) => reply.error('ERR no'), '-ERR no\r\n', '-ERR no\r\n'],
    [
      'an error that repeats line ends',
      (reply) => reply.error('ERR a\r\n+OK'),
      '-ERR a +OK\r\n',
      '-ERR a +OK\r\n',
    ],
    ['an integer', (reply) => reply.integer(-1203), ':-1203\r\n', ':-1203\r\n'],
    [
      'a large integer',
      (reply) => reply.integer(2n ** 63n - 1n),
      ':9223372036854775807\r\n',
      ':9223372036854775807\r\n',
    ],
    ['a bulk', (reply) => reply.bulk(Buffer.from('a\r\n')), '$3\r\na\r\n\r\n', '$3\r\na\r\n\r\n'],
    ['an empty bulk', (reply) => reply.text(''), '$0\r\n\r\n', '$0\r\n\r\n'],
    ['an array', (reply) => reply.array(2), '*2\r\n', '*2\r\n'],
    ['a map', (reply) => reply.map(2), '*4\r\n', '%2\r\n'],
    ['a set', (reply) => reply.set(2), '*2\r\n', '~2\r\n'],
    ['text for people', (reply) => reply.verbatim('hi'), '$2\r\nhi\r\n', '=6\r\ntxt:hi\r\n'],
    ['a double', (reply) => reply.double(1.5), '$3\r\n1.5\r\n', ',1.5\r\n'],
  ])('%s, in RESP2 and RESP3', ([, write, two, three]) => {
    expect(written(2, write)).toBe(two);
    expect(written(3, write)).toBe(three);
  });

  test.for([0, 9, 10, 99, 100, 999, 1000, 65_535, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1])(
    '%i in decimal',
    (value) => {
      expect(written(2, (reply) => reply.integer(value))).toBe(`:${value}\r\n`);
      expect(written(2, (reply) => reply.integer(-value))).toBe(`:${value === 0 ? 0 : -value}\r\n`);
    },
  );

  test('of all sizes come out in order, whatever block they went through', () => {
    const sizes = [0, 1, 16_383, 16_384, 16_385, 5, 65_530, 3, 65_536, 200_000, 1, 30_000, 30_000, 7];
    const text = written(2, (reply) => {
      for (const [index, size] of sizes.entries()) reply.bulk(Buffer.alloc(size, 97 + index));
    });
    const expected = sizes.map(
      (size, index) => `$${size}\r\n${String.fromCharCode(97 + index).repeat(size)}\r\n`,
    );
    expect(text).toBe(expected.join(''));
  });

  test('can be taken back, also across blocks', () => {
    for (const size of [10, 20_000, 70_000]) {
      const reply = new ReplyBuffer(MIB);
      reply.text('kept');
      const mark = reply.byteCount;
      for (let round = 0; round < 5; round++) reply.bulk(Buffer.alloc(size));
      reply.rewind(mark);
      reply.ok();
      expect(Buffer.concat(reply.take()).toString()).toBe('$4\r\nkept\r\n+OK\r\n');
    }
  });

  test('are as many bytes as allowed, and no more', () => {
    const reply = new ReplyBuffer(MIB);
    reply.bulk(Buffer.alloc(MIB / 2));
    expect(() => reply.bulk(Buffer.alloc(MIB / 2))).toThrow(OutputTooLarge);
  });

  test('lent to a sender that keeps them are not written over', () => {
    const reply = new ReplyBuffer(MIB);
    const kept: Buffer[] = [];
    reply.text('one');
    reply.send((block) => {
      kept.push(block);
      return false;
    });
    reply.text('two');
    expect(kept.map(String)).toEqual(['$3\r\none\r\n']);
    expect(Buffer.concat(reply.take()).toString()).toBe('$3\r\ntwo\r\n');
  });
});
