import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { commands } from '../../src/command/commands.ts';
import { useServer } from '../command/serve.ts';
import { encode } from './raw-client.ts';

const serve = useServer();
const SEED = Number(process.env.OREMILL_SEED ?? 11);

/** Ends connections, or makes all of them wait. */
const LEFT_OUT = new Set(['quit', 'hello', 'auth', 'reset']);

test('every command answers whatever arguments it gets, and once', async () => {
  const random = seededRandom(SEED);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const words = [
    '0',
    '-1',
    '9223372036854775807',
    '',
    'a',
    '\r\n',
    '\x00\xff',
    '*',
    'GET',
    'NX',
    'EX',
    'COUNT',
    '1.5e3',
    'ON',
  ];
  const subwords = [
    'get',
    'set',
    'list',
    'info',
    'docs',
    'usage',
    'stats',
    'help',
    'nonsense',
    'histogram',
    'encoding',
  ];
  const { connect, log } = await serve();
  const client = await connect();
  const names = commands.map(({ name }) => name).filter((name) => !LEFT_OUT.has(name));
  for (let round = 0; round < 150; round++) {
    const requests = names.map((name) => {
      const count = Math.floor(random() * 6);
      const rest = Array.from({ length: count }, () => Buffer.from(pick(words), 'latin1'));
      return random() < 0.4 ? [name, pick(subwords), ...rest] : [name, ...rest];
    });
    // REPLY OFF would leave the next ones unanswered, and KILL this connection.
    const asked = requests.filter(([name]) => name !== 'client');
    const marked = asked.flatMap((request, index) => [request, ['ECHO', `mark ${index}`]]);
    const replies = await client.callAll(marked);
    expect(replies.filter((_, index) => index % 2 === 1)).toEqual(asked.map((_, index) => `mark ${index}`));
  }
  expect(log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});

test('bytes that are no requests end their connection with a stated error, and the server lives', async () => {
  const random = seededRandom(SEED);
  const { connect, log } = await serve();
  const witness = await connect();
  let failures = 0;
  for (let round = 0; round < 300; round++) {
    const client = await connect();
    const whole = encode(['SET', `key:${round}`, 'value']);
    const bytes = Buffer.from(whole);
    // A valid request with some bytes changed, then noise, then what no request can be.
    for (let change = 0; change < 3; change++)
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    client.write(Buffer.concat([bytes, Buffer.from('\r\n*1\r\n!')]));
    client.socket.end();
    const heard = await client.untilClosed();
    const last = heard.at(-1);
    if (
      last !== null &&
      typeof last === 'object' &&
      'error' in last &&
      last.error.startsWith('ERR Protocol error: ')
    )
      failures++;
    expect(await witness.call('PING')).toEqual({ simple: 'PONG' });
  }
  // The others were cut inside what their header promised.
  expect(failures).toBeGreaterThan(200);
  expect(log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
