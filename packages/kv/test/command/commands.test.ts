import { manualClock } from '@oremill/runtime';
import { kvError } from '@oremill/types';
import { describe, expect, test } from 'vitest';
import { CommandTable } from '../../src/command/command-table.ts';
import { commands } from '../../src/command/commands.ts';
import { MapDataset } from './map-dataset.ts';
import { useServer } from './serve.ts';

const serve = useServer();
const OK = { simple: 'OK' };
const SYNTAX = { error: 'ERR syntax error' };

describe('SET … IFEQ', () => {
  // As Valkey 8.1 and Redis 8.4 document it.
  test.for([
    [['SET', 'k', 'new', 'IFEQ', 'old'], OK, 'new'],
    [['SET', 'k', 'new', 'IFEQ', 'other'], null, 'old'],
    [['SET', 'k', 'new', 'IFEQ', 'old', 'GET'], 'old', 'new'],
    [['SET', 'k', 'new', 'IFEQ', 'other', 'GET'], 'old', 'old'],
    [['SET', 'missing', 'new', 'IFEQ', 'old'], null, 'old'],
    [['SET', 'missing', 'new', 'IFEQ', 'old', 'GET'], null, 'old'],
    [['SET', 'k', 'new', 'IFNE', 'other'], OK, 'new'],
    [['SET', 'k', 'new', 'IFNE', 'old'], null, 'old'],
    [['SET', 'k', 'new', 'IFEQ', 'old', 'NX'], SYNTAX, 'old'],
    [['SET', 'k', 'new', 'XX', 'IFEQ', 'old'], SYNTAX, 'old'],
    [['SET', 'k', 'new', 'IFEQ'], SYNTAX, 'old'],
    [['SET', 'k', 'new', 'IFEQ', 'old', 'IFEQ', 'old'], SYNTAX, 'old'],
    [['DELIFEQ', 'k', 'old'], 1, null],
    [['DELIFEQ', 'k', 'other'], 0, 'old'],
  ] as const)('%j', async ([command, reply, after]) => {
    const { connect, main } = await serve();
    main.fill({ k: 'old' });
    const client = await connect();
    expect(await client.callAll([command, ['GET', 'k'], ['EXISTS', 'missing']])).toEqual([reply, after, 0]);
  });

  test('takes an expiry, and keeps one', async () => {
    const clock = manualClock(1_000_000);
    const { connect } = await serve({ clock });
    const client = await connect();
    const replies = await client.callAll([
      ['SET', 'k', '1', 'EX', '10'],
      ['SET', 'k', '2', 'IFEQ', '1', 'KEEPTTL'],
      ['PTTL', 'k'],
      ['SET', 'k', '3', 'IFEQ', '2', 'PX', '500'],
      ['PTTL', 'k'],
    ]);
    expect(replies).toEqual([OK, OK, 10_000, OK, 500]);
    clock.advance(500);
    expect(
      await client.callAll([
        ['GET', 'k'],
        ['TTL', 'k'],
      ]),
    ).toEqual([null, -2]);
  });
});

describe('walking', () => {
  test('SCAN meets each key once, whatever the count', async () => {
    const { connect, main } = await serve();
    main.fill(Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`key:${index}`, 'v'])));
    const client = await connect();
    for (const count of ['1', '7', '1000']) {
      const found: string[] = [];
      let cursor = '0';
      do {
        const [next, keys] = (await client.call('SCAN', cursor, 'COUNT', count)) as unknown as [
          string,
          string[],
        ];
        found.push(...keys);
        cursor = next;
      } while (cursor !== '0');
      expect(found).toHaveLength(500);
      expect(new Set(found)).toEqual(new Set(Array.from({ length: 500 }, (_, index) => `key:${index}`)));
    }
    expect(await client.call('SCAN', '0', 'COUNT', '1000', 'MATCH', 'key:4?', 'TYPE', 'hash')).toEqual([
      '0',
      [],
    ]);
  });

  test('PREFIX lists pairs in key order, with a limit and a place to go on from', async () => {
    const { connect, main } = await serve();
    main.fill({ b: '0', 'a:2': '2', 'a:1': '1', 'a:3': '3', a: 'x' });
    const client = await connect();
    expect(
      await client.callAll([
        ['PREFIX', 'a:'],
        ['PREFIX', 'a:', 'LIMIT', '2', 'KEYS'],
        ['PREFIX', 'a:', 'AFTER', 'a:2'],
        ['PREFIX', '', 'KEYS'],
        ['PREFIX', 'a:', 'LIMIT', '0'],
        ['PREFIX', 'a:', 'LIMIT'],
      ]),
    ).toEqual([
      ['a:1', '1', 'a:2', '2', 'a:3', '3'],
      ['a:1', 'a:2'],
      ['a:3', '3'],
      ['a', 'a:1', 'a:2', 'a:3', 'b'],
      SYNTAX,
      SYNTAX,
    ]);
  });

  test('KEYS refuses a dataset that is too large for it', async () => {
    const { connect, main } = await serve({ limits: { keysMax: 2 } });
    const client = await connect();
    main.fill({ a: '1', b: '2' });
    expect(await client.call('KEYS', '*')).toHaveLength(2);
    main.fill({ c: '3' });
    expect(await client.call('KEYS', '*')).toEqual({
      error: 'ERR KEYS is for datasets of at most 2 keys, this has 3: use SCAN or PREFIX',
    });
  });
});

describe('looking at the server', () => {
  test('SLOWLOG has the slow commands, shortened, the newest first', async () => {
    const { connect } = await serve();
    const client = await connect();
    await client.call('CONFIG', 'SET', 'slowlog-log-slower-than', '0', 'slowlog-max-len', '3');
    await client.call('SET', 'k', 'v'.repeat(200));
    await client.call('DEL', ...Array.from({ length: 40 }, (_, index) => index));
    const [newest, before] = (await client.call('SLOWLOG', 'GET')) as unknown as unknown[][];
    expect(newest?.[3]).toEqual([
      'DEL',
      ...Array.from({ length: 30 }, (_, index) => String(index)),
      '... (10 more arguments)',
    ]);
    expect(before?.[3]).toEqual(['SET', 'k', `${'v'.repeat(128)}... (72 more bytes)`]);
    for (let round = 0; round < 5; round++) await client.call('PING');
    expect(
      await client.callAll([
        ['SLOWLOG', 'LEN'],
        ['SLOWLOG', 'RESET'],
        ['SLOWLOG', 'GET', 'x'],
      ]),
    ).toEqual([3, OK, { error: 'ERR count should be greater than or equal to -1' }]);
  });

  test('LATENCY and INFO tell how long commands took', async () => {
    const { connect } = await serve();
    const client = await connect();
    for (let round = 0; round < 10; round++) await client.call('GET', 'k');
    const [name, facts] = (await client.call('LATENCY', 'HISTOGRAM', 'get')) as unknown as [
      string,
      unknown[],
    ];
    expect([name, facts[0], facts[1]]).toEqual(['get', 'calls', 10]);
    expect(await client.call('INFO', 'commandstats')).toMatch(/cmdstat_get:calls=10,usec=\d+,/);
    expect(
      await client.callAll([
        ['LATENCY', 'RESET', 'get'],
        ['LATENCY', 'HISTOGRAM', 'get'],
      ]),
    ).toEqual([1, []]);
  });

  test('HOTKEYS and BIGKEYS find what stands out', async () => {
    const { connect, main } = await serve();
    main.fill(Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`key:${index}`, 'v'])));
    main.fill({ large: 'v'.repeat(10_000), larger: 'v'.repeat(20_000) });
    const client = await connect();
    for (let round = 0; round < 40; round++) {
      await client.callAll(
        Array.from({ length: 200 }, (_, index) => [
          'GET',
          index % 2 === 0 ? 'hot' : `key:${round * 40 + index}`,
        ]),
      );
    }
    const [hottest] = (await client.call('HOTKEYS', 'COUNT', '1')) as unknown as [
      string,
      string,
      number,
      number,
    ][];
    expect(hottest?.slice(0, 2)).toEqual(['main', 'hot']);
    // 4,000 times, seen through a sample.
    expect(Math.abs((hottest?.[2] ?? 0) - 4_000)).toBeLessThan(1_500);
    expect(await client.call('BIGKEYS', 'COUNT', '2')).toEqual([
      ['larger', 20_006],
      ['large', 10_005],
    ]);
    expect(await client.callAll([['HOTKEYS', 'RESET'], ['HOTKEYS']])).toEqual([OK, []]);
  });

  test('CONFIG tells what there is, sets what may change, and refuses the rest by name', async () => {
    const { connect } = await serve();
    const client = await connect();
    expect(
      await client.callAll([
        ['CONFIG', 'GET', 'save', 'appendonly'],
        ['CONFIG', 'SET', 'timeout', '60'],
        ['CONFIG', 'GET', 'time*'],
        ['CONFIG', 'SET', 'maxmemory', '1'],
        ['CONFIG', 'SET', 'timeout', '1', 'nonsense', '2'],
        ['CONFIG', 'GET', 'timeout'],
        ['CONFIG', 'REWRITE'],
      ]),
    ).toEqual([
      ['save', '', 'appendonly', 'no'],
      OK,
      ['timeout', '60'],
      { error: "ERR 'maxmemory' is set where the server is started, not by CONFIG SET" },
      { error: "ERR Unknown option 'nonsense'" },
      ['timeout', '60'],
      { error: "ERR unknown subcommand 'rewrite'. Try CONFIG HELP." },
    ]);
  });

  test('CLIENT lists, finds and cuts connections', async () => {
    const { connect, server } = await serve();
    const [client, other] = await Promise.all([connect(), connect()]);
    await other.call('CLIENT', 'SETNAME', 'victim');
    const id = Number(await other.call('CLIENT', 'ID'));
    const list = (await client.call('CLIENT', 'LIST', 'ID', String(id))) as string;
    expect(list).toMatch(
      new RegExp(`^id=${id} addr=127\\.0\\.0\\.1:\\d+ .* name=victim .* user=default .*\\n$`),
    );
    expect(await client.call('CLIENT', 'KILL', 'ID', String(id))).toBe(1);
    expect(await other.untilClosed()).toEqual([]);
    expect(await client.call('CLIENT', 'KILL', '1.2.3.4:5')).toEqual({ error: 'ERR No such client' });
    expect(server.connections()).toHaveLength(1);
    client.write(
      'CLIENT REPLY SKIP\r\nPING\r\nECHO heard\r\nCLIENT REPLY OFF\r\nPING\r\nCLIENT REPLY ON\r\n',
    );
    expect(await client.replies(2)).toEqual(['heard', OK]);
  });

  test('COMMAND knows every command, and each is found in any case', async () => {
    const { connect } = await serve();
    const client = await connect();
    expect(await client.call('COMMAND', 'COUNT')).toBe(commands.length);
    expect(await client.call('COMMAND', 'INFO', 'get', 'nonsense')).toEqual([
      [
        'get',
        2,
        [{ simple: 'readonly' }, { simple: 'fast' }],
        1,
        1,
        1,
        [{ simple: '@read' }, { simple: '@fast' }],
        [],
        [],
        [],
      ],
      null,
    ]);
    expect(await client.call('COMMAND', 'GETKEYS', 'MSET', 'a', '1', 'b', '2')).toEqual(['a', 'b']);
    const table = new CommandTable(commands);
    for (const { name } of commands) {
      expect(table.find(name)?.command.name).toBe(name);
      expect(table.find(name.toUpperCase())?.command.name).toBe(name);
      expect(table.find(`${name}x`)?.command.name).not.toBe(name);
    }
  });
});

describe('errors', () => {
  test('name what is offered instead of what is not', async () => {
    const { connect } = await serve();
    const client = await connect();
    expect(
      await client.callAll([
        ['MULTI'],
        ['subscribe', 'a'],
        ['EVAL', 'x', '0'],
        ['lpush', 'a', 'b'],
        ['NONSENSE', 'a\r\nb'],
      ]),
    ).toEqual(
      [
        {
          error:
            'ERR MULTI is not offered: SET … IFEQ compares and sets a key in one step, MSET writes several in one',
        },
        { error: 'ERR SUBSCRIBE is not offered: subscribe to changes of a dataset over the websocket' },
        { error: 'ERR EVAL is not offered: there are SET … IFEQ, INCR and GETEX for what must be one step' },
        { error: 'ERR LPUSH is not offered: values are strings of bytes, and nothing else' },
        { error: "ERR unknown command 'NONSENSE', with args beginning with: 'a b' " },
      ].map(({ error }) => ({ error: Buffer.from(error).toString('latin1') })),
    );
  });

  test('of a dataset have the word that clients know, and our own defects keep their words to the log', async () => {
    class Failing extends MapDataset {
      override set(key: Uint8Array): void {
        if (key.length === 1)
          throw kvError('MEMORY_FULL', 'dataset full has no memory left', { hint: 'Delete\nsomething.' });
        throw new TypeError('secret internals');
      }
    }
    const { connect, log } = await serve({ datasets: [new Failing('full')] });
    const client = await connect();
    expect(
      await client.callAll([['SELECT', 'full'], ['SET', 'a', '1'], ['SET', 'ab', '1'], ['PING']]),
    ).toEqual([
      OK,
      { error: 'OOM dataset full has no memory left (Delete something.)' },
      { error: 'ERR something went wrong inside the server: its log has the details' },
      { simple: 'PONG' },
    ]);
    expect(log.join('\n')).toContain('secret internals');
    expect(await client.call('INFO', 'errorstats')).toContain('errorstat_OOM:count=1');
  });
});
