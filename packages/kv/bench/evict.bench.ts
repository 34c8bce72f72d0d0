import { join } from 'node:path';
import type { NodeConnection } from '../src/client/connection.ts';
import type { Bench, BenchWorld, Contender, Figure, Target } from './harness/bench.ts';
import { startOurServer } from './harness/our-server.ts';
import { neverMeasured } from './harness/peers.ts';
import { startRedis } from './harness/redis.ts';
import { benchmarkKey, redisBenchmark } from './harness/redis-benchmark.ts';
import type { ServeOptions } from './programs/serve-options.ts';

export const evict: Bench = {
  name: 'evict',
  question: 'How many SET does a full cache take, each of which evicts, while its log is told of both?',
  sizes: {
    small: { maxMiB: 16, keys: 200_000, pipelined: 100_000 },
    large: { maxMiB: 256, keys: 4_000_000, pipelined: 2_000_000 },
  },
  notes: [
    'redis-benchmark, 50 connections, 16 in a pipeline, keys at random among several times as many as the cache holds. Each round is of all SET, after one that filled it.',
    'Ours evicts the oldest entries, Redis those that were not used for long (allkeys-lru). Both logs are synced every second.',
    'Without a log: a table alone, which no user can have.',
  ],
  async run(world) {
    const { size, programs } = world;
    const maxBytes = (size.maxMiB ?? 0) * 1024 * 1024;
    const { missing } = programs.redis;
    if (missing !== undefined) {
      const contenders = [REDIS, LIVE, BARE].map((name) => ({ name, missing, measure: neverMeasured }));
      return [await world.measure({ ...WORK, contenders })];
    }
    const settings = ['appendonly yes', 'appendfsync everysec', 'maxmemory-policy allkeys-lru'];
    const redis = await startRedis(join(world.folder, 'redis'), [...settings, `maxmemory ${maxBytes}`]);
    world.atEnd(() => redis.kill());
    const ours = async (name: string, options: Pick<ServeOptions, 'kind' | 'fsync'>) => {
      const folder = join(world.folder, options.kind);
      const server = await startOurServer({ ...options, folder, maxBytes, eviction: 'evict-oldest' });
      world.atEnd(() => server.close());
      return setting(name, server, world);
    };
    const contenders = [
      setting(REDIS, redis, world),
      await ours(LIVE, { kind: 'live', fsync: 'everysec' }),
      await ours(BARE, { kind: 'bare' }),
    ];
    return [await world.measure({ ...WORK, contenders })];
  },
};

const REDIS = 'Redis';
const LIVE = 'live';
const BARE = 'without a log';

const RATE: Figure = { name: 'commands', unit: 'k/s', better: 'more' };
const P50: Figure = { name: 'p50', unit: 'ms', better: 'less' };
const P99: Figure = { name: 'p99', unit: 'ms', better: 'less' };
const TARGETS: readonly Target[] = [
  { kind: 'times', ours: LIVE, against: REDIS, figure: RATE.name, atLeast: 1 },
];
const WORK = { name: 'SET into a full cache', figures: [RATE, P50, P99], targets: TARGETS };
const VALUE_BYTES = 200;
const PIPELINE = 16;
const SAMPLED = 1000;

interface Running {
  readonly port: number;
  readonly connection: NodeConnection;
}

function setting(name: string, { port, connection }: Running, { size }: BenchWorld): Contender {
  const { keys = 0, pipelined: requests = 0 } = size;
  const options = { port, command: 'SET', pipeline: PIPELINE, valueBytes: VALUE_BYTES, keys } as const;
  let isFilled = false;
  return {
    name,
    measure: async () => {
      if (!isFilled) await redisBenchmark({ ...options, requests: keys });
      isFilled = true;
      const { perSecond, p50Ms, p99Ms } = await redisBenchmark({ ...options, requests });
      const figures = { [RATE.name]: perSecond / 1000, [P50.name]: p50Ms, [P99.name]: p99Ms };
      return { figures, content: await contentOf(connection, keys) };
    },
  };
}

/** Which entries are left is up to chance and to the policy: that some are evicted is not, nor how long the values are. */
async function contentOf(connection: NodeConnection, keys: number): Promise<Record<string, string>> {
  const count = Number(await connection.command('DBSIZE'));
  const asked = Array.from({ length: SAMPLED }, (_, index) =>
    benchmarkKey(Math.floor((index * keys) / SAMPLED)),
  );
  const values = (await connection.command('MGET', ...asked)) as (Buffer | null)[];
  const lengths = new Set(values.flatMap((value) => value?.length ?? []));
  return { isFull: String(count < keys / 2), valueBytes: [...lengths].join() };
}
