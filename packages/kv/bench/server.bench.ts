import { join } from 'node:path';
import { seededRandom } from '@oremill/runtime';
import type { NodeConnection } from '../src/client/connection.ts';
import type { Bench, BenchWorld, Contender, Content, Figure, Target } from './harness/bench.ts';
import { digestValues } from './harness/content.ts';
import { startOurServer } from './harness/our-server.ts';
import { neverMeasured } from './harness/peers.ts';
import { pipeInto, startRedis, writeCommands } from './harness/redis.ts';
import { benchmarkKey, redisBenchmark } from './harness/redis-benchmark.ts';
import type { ServeOptions } from './programs/serve-options.ts';
import { writePairs } from './samples/write-pairs.ts';

export const server: Bench = {
  name: 'server',
  question:
    'How many GET and SET does one server thread answer over loopback, beside Redis and by its own client?',
  sizes: {
    small: { pairs: 20_000, requests: 4_000, pipelined: 40_000 },
    large: { pairs: 1_000_000, requests: 200_000, pipelined: 2_000_000 },
  },
  notes: [
    'redis-benchmark, 50 connections, keys at random among all; it and the server share the machine. Latency is that of a round trip: of a whole pipeline.',
    'Live: a dataset with its log, at fsync off unless said otherwise. Published: an image. Without a log: a table alone, which no user can have.',
    'Redis keeps no snapshots, and its append-only file only where it says so.',
  ],
  async run(world) {
    const pairs = world.size.pairs ?? 0;
    const sample = writePairs(join(world.folder, 'pairs.tsv'), hexPairs(pairs));
    const stream = join(world.folder, 'pairs.resp');
    writeCommands(sample.path, stream);
    const start = { world, stream, file: sample.path };
    const redis = await redisOf(REDIS, [], start);
    const live = await oursOf(LIVE, { kind: 'live' }, start);
    const published = await oursOf(PUBLISHED, { kind: 'published' }, start);
    const results = [];
    for (const pipeline of PIPELINES) {
      const contenders = [redis, live, published].map((each) => asking(each, 'GET', pipeline, world));
      results.push(
        await world.measure({ ...workOf('GET', pipeline), contenders, targets: getTargets(pipeline) }),
      );
    }
    const setters = [
      redis,
      await redisOf(REDIS_LOGGED, ['appendonly yes', 'appendfsync everysec'], start),
      await oursOf(BARE, { kind: 'bare' }, start),
      live,
      await oursOf(LIVE_SYNCED, { kind: 'live', fsync: 'everysec' }, start),
    ];
    for (const pipeline of PIPELINES) {
      const contenders = setters.map((each) => asking(each, 'SET', pipeline, world));
      results.push(await world.measure({ ...workOf('SET', pipeline), contenders, targets: SET_TARGETS }));
    }
    return results;
  },
};

const PIPELINES = [1, 16, 100] as const;
const REDIS = 'Redis';
const REDIS_LOGGED = 'Redis, append-only file synced every second';
const LIVE = 'live';
const PUBLISHED = 'published';
const LIVE_SYNCED = 'live, fsync every second';
const BARE = 'without a log';

const RATE: Figure = { name: 'commands', unit: 'k/s', better: 'more' };
const P99: Figure = { name: 'p99', unit: 'ms', better: 'less' };
const P50: Figure = { name: 'p50', unit: 'ms', better: 'less' };
const VALUE_BYTES = 32;
const SEED = 15;

interface Running {
  readonly name: string;
  readonly missing?: string | undefined;
  readonly port: number;
  readonly connection?: NodeConnection;
}

interface Start {
  readonly world: BenchWorld;
  readonly stream: string;
  readonly file: string;
}

function workOf(command: 'GET' | 'SET', pipeline: number) {
  const how = pipeline === 1 ? 'not pipelined' : `${pipeline} in a pipeline`;
  return { name: `${command}, ${how}`, figures: [RATE, P50, P99] };
}

function getTargets(pipeline: (typeof PIPELINES)[number]): Target[] {
  const atLeast = { 1: 0.95, 16: 1.25, 100: 1.3 }[pipeline];
  return [LIVE, PUBLISHED].flatMap((ours) => [
    { kind: 'times', ours, against: REDIS, figure: RATE.name, atLeast },
    { kind: 'share', ours, against: REDIS, figure: P99.name, atMost: 1 },
  ]);
}

const SET_TARGETS: readonly Target[] = [
  { kind: 'times', ours: LIVE_SYNCED, against: BARE, figure: RATE.name, atLeast: 0.9 },
  { kind: 'times', ours: LIVE_SYNCED, against: LIVE, figure: RATE.name, atLeast: 0.9 },
];

function asking(running: Running, command: 'GET' | 'SET', pipeline: number, { size }: BenchWorld): Contender {
  const { name, missing, port, connection } = running;
  if (missing !== undefined || !connection) return { name, missing, measure: neverMeasured };
  const { pairs: keys = 0, requests = 0, pipelined = 0 } = size;
  return {
    name,
    measure: async () => {
      const options = { port, command, pipeline, keys, valueBytes: VALUE_BYTES };
      const result = await redisBenchmark({ ...options, requests: pipeline === 1 ? requests : pipelined });
      const { perSecond, p50Ms, p99Ms } = result;
      const figures = { [RATE.name]: perSecond / 1000, [P50.name]: p50Ms, [P99.name]: p99Ms };
      return { figures, content: await contentAfter(connection, command, keys) };
    },
  };
}

/** Which keys were set is left to chance, but not that there are all, with a value as long as ever; of GET, also which. */
async function contentAfter(connection: NodeConnection, command: string, keys: number): Promise<Content> {
  const pairs = Number(await connection.command('DBSIZE'));
  const asked = Array.from({ length: 500 }, (_, index) => benchmarkKey(Math.floor((index * keys) / 500)));
  const values = (await connection.command('MGET', ...asked)) as (Buffer | null)[];
  const lengths = values.reduce((sum, value) => sum + (value?.length ?? 0), 0);
  const sample = command === 'GET' ? { sample: digestValues(values) } : {};
  return { pairs, sampledBytes: lengths, ...sample };
}

async function redisOf(
  name: string,
  settings: readonly string[],
  { world, stream }: Start,
): Promise<Running> {
  const { missing } = world.programs.redis;
  if (missing !== undefined) return { name, missing, port: 0 };
  const redis = await startRedis(join(world.folder, name.replaceAll(/\W+/g, '-')), settings);
  world.atEnd(() => redis.kill());
  await pipeInto(redis.port, stream);
  return { name, port: redis.port, connection: redis.connection };
}

async function oursOf(
  name: string,
  options: Pick<ServeOptions, 'kind' | 'fsync'>,
  { world, file }: Start,
): Promise<Running> {
  const { missing } = world.programs.redis;
  if (missing !== undefined) return { name, missing: `${missing}, and with it the client`, port: 0 };
  const folder = join(world.folder, name.replaceAll(/\W+/g, '-'));
  const started = await startOurServer({ ...options, folder, file });
  world.atEnd(() => started.close());
  return { name, port: started.port, connection: started.connection };
}

/** Keys as redis-benchmark makes them, in no order, and values of 32 hexadecimal digits. */
function* hexPairs(count: number): Generator<string, void> {
  const random = seededRandom(SEED);
  for (let index = 0; index < count; index += 1) {
    const half = Math.floor(random() * 2 ** 48)
      .toString(16)
      .padStart(16, '0');
    yield `${benchmarkKey(index)}\t${half}${half}`;
  }
}
