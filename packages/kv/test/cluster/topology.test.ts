import { describe, expect, test } from 'vitest';
import { ReplyError } from '../../src/client/reply.ts';
import { KeySample, mergeSamples } from '../../src/cluster/key-sample.ts';
import { createPairs, indexLines } from '../../src/cluster/lines.ts';
import { redirectOf, refused } from '../../src/cluster/refusals.ts';
import { checkCovered, ownerOf, parseShards, parseSlots } from '../../src/cluster/topology.ts';

const asked = { host: 'seed', port: 1 };
const node = (id: string, port: number, role: string, health: string, endpoint = 'h') =>
  [
    'id',
    id,
    'port',
    port,
    'tls-port',
    port + 100,
    'ip',
    'i',
    'endpoint',
    endpoint,
    'role',
    role,
    'health',
    health,
  ] as const;

describe('topology', () => {
  const shards = [
    [
      'slots',
      [0, 99, 200, 16_383],
      'nodes',
      [node('dead', 1, 'master', 'fail'), node('a', 2, 'master', 'online')],
    ],
    [
      'slots',
      [100, 199],
      'nodes',
      [node('b', 3, 'master', 'online', '?'), node('c', 4, 'replica', 'online')],
    ],
    ['slots', [], 'nodes', [node('empty', 5, 'master', 'online')]],
  ];

  test('a shard’s master is one that is up, and masters without slots are left out', () => {
    const topology = parseShards(shards, asked, false);
    expect(topology.masters).toEqual([
      {
        id: 'a',
        host: 'h',
        port: 2,
        replicas: [],
        slots: [
          [0, 99],
          [200, 16_383],
        ],
      },
      { id: 'b', host: 'i', port: 3, replicas: [{ host: 'h', port: 4 }], slots: [[100, 199]] },
    ]);
    expect(ownerOf(topology, 150)?.id).toBe('b');
    expect(ownerOf(topology, 200)?.id).toBe('a');
    expect(parseShards(shards, asked, true).masters.map(({ port }) => port)).toEqual([102, 103]);
  });

  test('the answer to CLUSTER SLOTS says the same; a node without a name is the one that was asked', () => {
    const topology = parseSlots(
      [
        [0, 9, ['', 2, 'a'], ['r', 3, 'b']],
        [20, 29, ['', 2, 'a']],
      ],
      asked,
    );
    expect(topology.masters).toEqual([
      {
        id: 'a',
        host: 'seed',
        port: 2,
        replicas: [],
        slots: [
          [0, 9],
          [20, 29],
        ],
      },
    ]);
    expect(() => checkCovered(topology)).toThrow('no node serves the slots 10-19, 30-16383');
  });

  test('redirects name a node; refusals say what to do', () => {
    expect(redirectOf(new ReplyError('MOVED 3999 10.0.0.7:6381'), asked)).toEqual({
      host: '10.0.0.7',
      port: 6381,
    });
    expect(redirectOf(new ReplyError('ASK 3999 :6381'), asked)).toEqual({ host: 'seed', port: 6381 });
    expect(redirectOf(new ReplyError('ASK 1 ::1:7'), asked)).toEqual({ host: '::1', port: 7 });
    expect(refused(asked, 'SET', new ReplyError('OOM command not allowed'))).toMatchObject({
      code: 'MEMORY_FULL',
      message: 'seed:1 has reached its memory limit (maxmemory)',
    });
    expect(refused(asked, 'SET', new ReplyError('NOPERM no'))).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the sample of keys', () => {
  /** What a thread samples of some lines, in blocks of one line. */
  function sampleOf(lines: readonly string[], size: number) {
    const sample = new KeySample(size);
    const pairs = createPairs();
    for (const line of lines) {
      const source = Buffer.from(line);
      const onSampled = (hash: number, found: typeof pairs, index: number) =>
        sample.offer(hash, source, found, index);
      indexLines(source, pairs, { prefixCrc: 0, isEscaped: false, sampleLimit: sample.limit, onSampled });
    }
    return sample.taken();
  }

  test('it is the same however keys are divided between threads, and has every value of a key', () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `key${at}\tvalue\n`);
    const again = lines.map((line) => line.replace('value', 'other'));
    const whole = mergeSamples([sampleOf([...lines, ...again], 20)], 20);
    const parts = [lines.slice(0, 500), [...lines.slice(500), ...again.slice(0, 1500)], again.slice(1500)];
    const merged = mergeSamples(
      parts.map((part) => sampleOf(part, 20)),
      20,
    );
    const plain = (keys: typeof whole) => keys.map(({ key, digests }) => [key, [...digests].sort()]);
    expect(plain(merged)).toEqual(plain(whole));
    expect(merged).toHaveLength(20);
    for (const { digests } of merged) expect(digests).toHaveLength(2);
  });
});
