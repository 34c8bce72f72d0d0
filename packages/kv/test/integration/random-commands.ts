import type { Random } from '@oremill/runtime';
import type { Argument } from '../connection/raw-client.ts';

const KEYS = ['a', 'b', 'c', 'd', 'key:1', 'key:2', '', '\x00\xff\r\n', 'x'.repeat(40)];
const NUMBERS = [
  '0',
  '1',
  '-1',
  '2',
  '10',
  '-10',
  '007',
  '+1',
  ' 1',
  '1 ',
  '',
  '-',
  '-0',
  '1.5',
  'abc',
  '9007199254740993',
  '9223372036854775807',
  '-9223372036854775808',
  '9223372036854775808',
  '99999999999999999999',
  '123456789012345',
];
const DECIMALS = [
  '0.1',
  '-0.25',
  '3',
  '1e2',
  '.5',
  '5.',
  '-1.5e-1',
  'nan',
  'inf',
  '-inf',
  '',
  ' 1',
  '1 ',
  '10.50',
  '1e',
];
const VALUES = [
  'v',
  '',
  '5',
  '10',
  '-3',
  '2.5',
  'hello world',
  '\x00\x01\r\n',
  'y'.repeat(300),
  '9223372036854775807',
];
/** Far enough that no key expires while both servers work: what is left then is the same second. */
const SECONDS = ['1000', '5000', '100000', '0', '-5', 'x', '9223372036854775807', ''];
const UNITS = ['EX', 'PX', 'ex', 'Px'];

/** One command of those that this server shares with Redis, often wrong in some way. */
export function randomCommand(random: Random): Argument[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const key = () => Buffer.from(pick(KEYS), 'latin1');
  const value = () => Buffer.from(pick(VALUES), 'latin1');
  const chance = (share: number) => random() < share;
  const some = <T>(make: () => T, most: number): T[] =>
    Array.from({ length: 1 + Math.floor(random() * most) }, () => make());
  const time = () =>
    chance(0.8) ? [pick(UNITS), pick(['1000000', '5000000', '0', '-1', 'x'])] : ['KEEPTTL'];
  const makers: readonly (() => Argument[])[] = [
    () => ['GET', key()],
    () => ['SET', key(), value()],
    () => [
      'SET',
      key(),
      value(),
      ...(chance(0.4) ? [pick(['NX', 'XX', 'nx'])] : []),
      ...(chance(0.4) ? ['GET'] : []),
      ...(chance(0.5) ? time() : []),
      ...(chance(0.1) ? [pick(['NX', 'XX', 'EX', 'junk', 'KEEPTTL', 'PERSIST'])] : []),
    ],
    () => ['SETNX', key(), value()],
    () => ['SETEX', key(), pick(SECONDS), value()],
    () => ['PSETEX', key(), pick(['1000000', '0', '-1', 'x']), value()],
    () => ['GETSET', key(), value()],
    () => ['GETDEL', key()],
    () => ['GETEX', key(), ...(chance(0.6) ? (chance(0.3) ? ['PERSIST'] : time()) : [])],
    () => ['APPEND', key(), value()],
    () => ['STRLEN', key()],
    () => [pick(['GETRANGE', 'SUBSTR']), key(), pick(NUMBERS), pick(NUMBERS)],
    () => ['SETRANGE', key(), pick(['0', '3', '-1', '10', 'x', '400']), value()],
    () => [pick(['INCR', 'DECR']), key()],
    () => [pick(['INCRBY', 'DECRBY']), key(), pick(NUMBERS)],
    // Ours adds exactly, Redis in 64 bits of mantissa: they differ for large numbers, which other keys may have.
    () => ['INCRBYFLOAT', pick(['f', 'g']), pick(DECIMALS)],
    () => ['SET', pick(['f', 'g']), pick(DECIMALS)],
    () => ['MGET', ...some(key, 4)],
    () => ['MSET', ...some(() => [key(), value()], 3).flat(), ...(chance(0.1) ? [key()] : [])],
    () => ['MSETNX', ...some(() => [key(), value()], 3).flat()],
    () => [pick(['DEL', 'UNLINK', 'EXISTS', 'TOUCH']), ...some(key, 3)],
    () => [pick(['TYPE', 'TTL', 'EXPIRETIME', 'PERSIST', 'type', 'DBSIZE']), key()],
    () => ['DBSIZE'],
    () => [
      pick(['EXPIRE', 'PEXPIRE']),
      key(),
      pick(['1000000', '2000000', '-1', '0', 'x', '9223372036854775807', '1.5']),
      // GT and LT of times from now on depend on which millisecond it is: they stand with EXPIREAT below.
      ...(chance(0.4) ? [pick(['NX', 'XX', 'junk'])] : []),
    ],
    () => [
      ...pick([
        ['EXPIREAT', key(), pick(['4000000000', '1', '0', '-7'])],
        ['PEXPIREAT', key(), pick(['4000000000000', '4100000000000', '1', '0', '-7'])],
      ]),
      ...(chance(0.4) ? [pick(['NX', 'XX', 'GT', 'LT'])] : []),
      ...(chance(0.1) ? [pick(['NX', 'XX', 'GT', 'LT'])] : []),
    ],
    () => ['PEXPIRETIME', key()],
    () => ['RENAME', key(), key()],
    () => ['RENAMENX', key(), key()],
    () => ['COPY', key(), key(), ...(chance(0.5) ? ['REPLACE'] : [])],
    () => ['OBJECT', 'ENCODIN', key()],
    () => [
      'SCAN',
      pick(['0', 'x']),
      ...(chance(0.3) ? ['COUNT', '0'] : []),
      'COUNT',
      '100000',
      'MATCH',
      'no*such',
    ],
    () => ['KEYS', pick(['nothing*', 'a', '[b-b]', '\\a', '[^abcdkx]zz', 'key:?z'])],
    () => ['PING', ...(chance(0.5) ? [value()] : [])],
    () => ['ECHO', value()],
    () => [pick(['GET', 'SET', 'MGET', 'INCR', 'EXPIRE', 'ECHO', 'PING', 'SETEX', 'DBSIZE'])],
    () => ['CLIENT', 'SETNAME', pick(['one', 'two three', ''])],
    () => ['CLIENT', 'GETNAME'],
    () => ['SELECT', '0'],
    () => ['FLUSHDB', ...(chance(0.3) ? [pick(['ASYNC', 'SYNC', 'junk'])] : [])],
    () => ['CLUSTER', 'KEYSLOT', key()],
  ];
  return pick(makers)();
}
