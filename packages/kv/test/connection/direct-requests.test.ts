import { manualClock, seededRandom } from '@oremill/runtime';
import { describe, expect, test } from 'vitest';
import { hashToken } from '../../src/command/passwords.ts';
import { doOperations } from '../../src/log/operations.ts';
import type { WritableTable } from '../../src/table/entries.ts';
import { Table } from '../../src/table/table.ts';
import { useServer } from '../command/serve.ts';
import { TableDataset } from '../command/table-dataset.ts';
import { encode, type RawClient } from './raw-client.ts';

const serve = useServer();

/** Two servers with the same entries: the kernel answers requests of the first, JavaScript all of the second's. */
async function pair(protocol: 2 | 3) {
  const clock = manualClock(1_000_000);
  const clients: RawClient[] = [];
  const servers = [];
  const datasets: TableDataset[] = [];
  for (const isDirect of [true, false]) {
    const table = Table.open({ clock });
    const dataset = new TableDataset('table', table, isDirect);
    datasets.push(dataset);
    const served = await serve({ clock, datasets: [dataset] });
    const client = await served.connect();
    if (protocol === 3) await client.call('HELLO', 3);
    await client.call('SELECT', 'table');
    for (let index = 0; index < 300; index++)
      table.set(Buffer.from(`key:${index}`), Buffer.from(`value ${index}`));
    table.set(Buffer.from('big'), Buffer.alloc(20_000, 'b'));
    table.set(Buffer.from('huge'), Buffer.alloc(400_000, 'h'));
    table.set(Buffer.from('empty'), Buffer.alloc(0));
    table.set(Buffer.from(''), Buffer.from('of the empty key'));
    table.set(Buffer.from('packed'), Buffer.from('zzz'), { isCompressed: true });
    table.set(Buffer.from('soon'), Buffer.from('s'), { expiresAtMs: clock.nowMs() + 1000 });
    table.set(Buffer.from('later'), Buffer.from('l'), { expiresAtMs: clock.nowMs() + 1_000_000 });
    clients.push(client);
    servers.push(served.server);
  }
  return { clock, clients: clients as [RawClient, RawClient], servers, datasets };
}

function contents(table: WritableTable): [string, string][] {
  const found: [string, string][] = [];
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page = table.page(from, 100);
    for (const { key, value } of page.entries) found.push([key.toString('latin1'), value.toString('latin1')]);
    from = page.next;
  }
  return found.sort(([a], [b]) => (a < b ? -1 : 1));
}

const KEYS = [
  'big',
  'huge',
  'empty',
  '',
  'packed',
  'soon',
  'later',
  'missing',
  'key:1',
  'key:299',
  'key:300',
];

function randomRequest(random: () => number): (string | Uint8Array)[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const key = () => (random() < 0.7 ? `key:${Math.floor(random() * 400)}` : pick(KEYS));
  const keys = (most: number) => Array.from({ length: 1 + Math.floor(random() * most) }, key);
  const choice = random();
  if (choice < 0.55) return [pick(['GET', 'get', 'GeT']), key()];
  if (choice < 0.7) return [pick(['MGET', 'mget']), ...keys(random() < 0.1 ? 200 : 8)];
  if (choice < 0.8) return [pick(['EXISTS', 'exists']), ...keys(4)];
  if (choice < 0.85) return [pick(['PING', 'ping'])];
  if (choice < 0.87) return [pick(['GET', 'MGET', 'EXISTS'])];
  if (choice < 0.89) return ['PING', 'text'];
  if (choice < 0.91) return ['GET', 'a', 'b'];
  if (choice < 0.93) return [pick(['GETX', 'MGEX', 'EXISTX', 'PINK', 'GEU']), key()];
  if (choice < 0.96)
    return ['SET', `key:${Math.floor(random() * 400)}`, 'x'.repeat(Math.floor(random() * 100))];
  if (choice < 0.98) return ['DEL', `key:${Math.floor(random() * 400)}`];
  return ['STRLEN', key()];
}

describe('requests that the kernel answers', () => {
  test.for([2, 3] as const)('are answered as JavaScript does it, in RESP%i', async (protocol) => {
    const { clients, servers, clock } = await pair(protocol);
    const random = seededRandom(99);
    for (let round = 0; round < 40; round++) {
      const requests = Array.from({ length: 1 + Math.floor(random() * 60) }, () => randomRequest(random));
      if (round === 20) clock.advance(2000);
      const [direct, plain] = await Promise.all(clients.map((client) => client.callAll(requests)));
      expect(direct, `round ${round}`).toEqual(plain);
    }
    const [direct, plain] = servers.map((server) => server.stats());
    expect(direct?.commands).toBe(plain?.commands);
    expect([direct?.hits, direct?.misses]).toEqual([plain?.hits, plain?.misses]);
    const calls = (stats: typeof direct) => stats?.perCommand.map(({ name, calls: count }) => [name, count]);
    expect(calls(direct)).toEqual(calls(plain));
  });

  test('cut at every byte are the same', async () => {
    const { clients } = await pair(2);
    const [client] = clients;
    const requests = [
      ['GET', 'key:1'],
      ['MGET', 'key:2', 'missing', 'key:3'],
      ['PING'],
      ['EXISTS', 'key:1', 'key:1'],
    ];
    const bytes = Buffer.concat(requests.map((words) => encode(words)));
    const expected = await client.callAll(requests);
    expect(expected).toEqual(['value 1', ['value 2', null, 'value 3'], { simple: 'PONG' }, 2]);
    for (let cut = 1; cut < bytes.length; cut++) {
      const replies = client.replies(requests.length);
      client.write(bytes.subarray(0, cut));
      // Answered behind the first part, so the server has seen that by itself.
      await clients[1].call('PING');
      client.write(bytes.subarray(cut));
      expect(await replies, `cut at ${cut}`).toEqual(expected);
    }
  });

  test('of bytes that are no requests are refused with the same words', async () => {
    const random = seededRandom(7);
    const alphabet = [
      '*1',
      '*2',
      '\r\n',
      '$3',
      '$4',
      'GET',
      'PING',
      'MGET',
      '$5',
      'key:1',
      '\r',
      '\n',
      '$-1',
      '*',
      '9',
    ];
    for (let round = 0; round < 60; round++) {
      const { clients } = await pair(2);
      const length = 1 + Math.floor(random() * 20);
      const noise = Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
      const bytes = Buffer.concat([encode(['GET', 'key:5']), Buffer.from(noise), Buffer.from('\r\n*x\r\n')]);
      const heard = await Promise.all(
        clients.map((client) => {
          client.write(bytes);
          client.socket.end();
          return client.untilClosed();
        }),
      );
      expect(heard[0], JSON.stringify(noise)).toEqual(heard[1]);
    }
  });

  test('that write leave what JavaScript leaves, and tell the log each of them', async () => {
    const { clients, datasets } = await pair(2);
    const random = seededRandom(5);
    const large = Buffer.alloc(60_000, 'l');
    let writes = 0;
    for (let round = 0; round < 20; round++) {
      const requests = Array.from({ length: 300 }, () => {
        const key = random() < 0.05 ? '' : `key:${Math.floor(random() * 2000)}`;
        const value = random() < 0.01 ? large : Buffer.alloc(Math.floor(random() * 300), `${random()}`);
        return random() < 0.8 ? ['SET', key, value] : ['GET', key];
      });
      writes += requests.filter(([name]) => name === 'SET').length;
      const [direct, plain] = await Promise.all(clients.map((client) => client.callAll(requests)));
      expect(direct).toEqual(plain);
    }
    const [direct, plain] = datasets.map(({ table }) => contents(table));
    expect(direct).toEqual(plain);
    // Replayed over what was there before, the operations give the same entries.
    const [fresh] = (await pair(2)).datasets;
    let replayed = 0;
    for (const operations of datasets[0]?.operations ?? []) {
      replayed += doOperations(operations, fresh?.table as WritableTable);
    }
    expect(contents(fresh?.table as WritableTable)).toEqual(plain);
    expect(replayed).toBe(writes);
    // Requests that the end of a chunk cuts go the other way.
    expect(datasets.map(({ directCount }) => directCount > writes / 2)).toEqual([true, false]);
  });

  test('that write need the right to write, and limits that allow them', async () => {
    const table = Table.open({});
    const user = { name: 'default', datasets: ['*'], verbs: ['read' as const], defaultDataset: 'table' };
    const dataset = new TableDataset('table', table, true);
    const reading = await serve({ users: [user], datasets: [dataset] });
    expect(await (await reading.connect()).call('SET', 'a', '1')).toEqual({
      error: "NOPERM user default may not run 'set' on dataset table",
    });
    const limited = await serve({ datasets: [dataset], limits: { valueBytesMax: 10 } });
    const client = await limited.connect();
    await client.call('SELECT', 'table');
    expect(await client.call('SET', 'a', '1234567890')).toEqual({ simple: 'OK' });
    client.write(encode(['SET', 'a', '12345678901']));
    expect(await client.untilClosed()).toEqual([{ error: 'ERR Protocol error: invalid bulk length' }]);
    expect(String(table.find(Buffer.from('a'))?.value)).toBe('1234567890');
    expect(dataset.directCount).toBe(0);
  });

  test('have the rights of who signed in last, within one chunk too', async () => {
    const table = Table.open({});
    const everybody = { name: 'default', datasets: ['*'], verbs: ['read' as const, 'write' as const] };
    const reader = { ...everybody, name: 'reader', verbs: ['read' as const], password: hashToken('r') };
    const users = [
      { ...everybody, defaultDataset: 'table' },
      { ...reader, defaultDataset: 'table' },
    ];
    const { connect } = await serve({ users, datasets: [new TableDataset('table', table, true)] });
    const client = await connect();
    expect(
      await client.callAll([
        ['SET', 'a', '1'],
        ['AUTH', 'reader', 'r'],
        ['SET', 'a', '2'],
        ['GET', 'a'],
      ]),
    ).toEqual([
      { simple: 'OK' },
      { simple: 'OK' },
      { error: "NOPERM user reader may not run 'set' on dataset table" },
      '1',
    ]);
  });

  test('need the right to read', async () => {
    const table = Table.open({});
    table.set(Buffer.from('a'), Buffer.from('1'));
    const user = { name: 'default', datasets: ['other'], verbs: ['read' as const], defaultDataset: 'table' };
    const { connect } = await serve({ users: [user], datasets: [new TableDataset('table', table, true)] });
    const client = await connect();
    expect(await client.call('GET', 'a')).toEqual({
      error: "NOPERM user default may not run 'get' on dataset table",
    });
  });
});
