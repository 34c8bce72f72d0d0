import { join } from 'node:path';
import { textOf } from '../src/client/reply.ts';
import type { Bench, BenchWorld, Contender, Figure, Target } from './harness/bench.ts';
import { startOurServer } from './harness/our-server.ts';
import { neverMeasured } from './harness/peers.ts';
import { startRedis } from './harness/redis.ts';
import { redisBenchmark } from './harness/redis-benchmark.ts';
import { type Pair, type Running, untilMarked, untilSame } from './harness/replica-pair.ts';

export const replica: Bench = {
  name: 'replica',
  question: 'How soon is a write visible on a follower, and what does a follower cost its leader?',
  sizes: {
    small: { writes: 200, keys: 10_000, pipelined: 20_000 },
    large: { writes: 5000, keys: 1_000_000, pipelined: 4_000_000 },
  },
  notes: [
    'Visible: one client writes a number to the leader, asks the follower for it until it is there, and goes on with the next. From the answer of the leader to that of the follower, so without the write itself.',
    'Under writes: the same while redis-benchmark writes to the leader, 8 connections without a pipeline, 200 bytes a value.',
    'SET: redis-benchmark, 50 connections, 16 in a pipeline, 200 bytes a value, keys at random. Behind: from its end until the follower has all of it. Leader and follower share the two processors of the machine with the client.',
    'Logs are synced every second, on both sides of both. At the end the follower has as many entries as its leader, and the same values of a thousand sampled keys.',
    'Our follower asks for the next piece 1 ms after a short one, so that a busy leader answers few times for many writes; Redis sends each write by itself.',
  ],
  async run(world) {
    const { missing } = world.programs.redis;
    if (missing !== undefined) {
      const works = [VISIBLE, UNDER_WRITES, SET];
      return Promise.all(
        works.map((work) =>
          world.measure({
            ...work,
            contenders: [REDIS, OURS].map((name) => ({ name, missing, measure: neverMeasured })),
          }),
        ),
      );
    }
    const alone = [await redisAlone(world, 'redis-alone'), await oursAlone(world, 'ours-alone')] as const;
    const redis = await redisAlone(world, 'redis-leader');
    const ours = await oursAlone(world, 'ours-leader');
    const redisPair: Pair = { leader: redis, follower: await redisFollower(world, redis) };
    const ourPair: Pair = { leader: ours, follower: await ourFollower(world, ours) };
    for (const pair of [redisPair, ourPair]) await untilSame(pair, world.size.keys);
    const both = (measure: (pair: Pair) => Contender['measure']) => [
      { name: REDIS, measure: measure(redisPair) },
      { name: OURS, measure: measure(ourPair) },
    ];
    return [
      await world.measure({ ...VISIBLE, contenders: both((pair) => () => writeAndRead(pair, world)) }),
      await world.measure({
        ...UNDER_WRITES,
        contenders: both((pair) => () => underWrites(pair, world)),
      }),
      await world.measure({
        ...SET,
        contenders: [
          ...both((pair) => () => writeMany(pair, world)),
          { name: REDIS_ALONE, measure: () => writeMany({ leader: alone[0] }, world) },
          { name: OURS_ALONE, measure: () => writeMany({ leader: alone[1] }, world) },
        ],
      }),
    ];
  },
};

const REDIS = 'Redis';
const OURS = 'ours';
const REDIS_ALONE = 'Redis without a follower';
const OURS_ALONE = 'ours without a follower';
const P50: Figure = { name: 'p50', unit: 'ms', better: 'less' };
const P99: Figure = { name: 'p99', unit: 'ms', better: 'less' };
const RATE: Figure = { name: 'commands', unit: 'k/s', better: 'more' };
const BEHIND: Figure = { name: 'behind', unit: 'ms', better: 'less' };
const VISIBLE = {
  name: 'until a write is visible on the follower',
  figures: [P50, P99],
  targets: [{ kind: 'bound', ours: OURS, figure: P50.name, atMost: 10 }] as readonly Target[],
};
const UNDER_WRITES = { ...VISIBLE, name: `${VISIBLE.name}, under writes` };
const SET = {
  name: 'SET with a follower',
  figures: [RATE, P50, P99, BEHIND],
  targets: [
    { kind: 'times', ours: OURS, against: REDIS, figure: RATE.name, atLeast: 1 },
  ] as readonly Target[],
};

async function redisAlone(world: BenchWorld, folder: string, settings: readonly string[] = []) {
  const logged = ['appendonly yes', 'appendfsync everysec', 'repl-diskless-sync-delay 0'];
  const server = await startRedis(join(world.folder, folder), [...logged, ...settings]);
  world.atEnd(() => server.kill());
  return server;
}

function redisFollower(world: BenchWorld, leader: Running): Promise<Running> {
  return redisAlone(world, 'redis-follower', [`replicaof 127.0.0.1 ${leader.port}`]);
}

async function oursAlone(world: BenchWorld, folder: string, leader?: string): Promise<Running> {
  const options = { kind: 'live', fsync: 'everysec', folder: join(world.folder, folder) } as const;
  const server = await startOurServer({ ...options, ...(leader === undefined ? {} : { leader }) });
  world.atEnd(() => server.close());
  return server;
}

function ourFollower(world: BenchWorld, leader: Running): Promise<Running> {
  return oursAlone(world, 'our-follower', `redis://127.0.0.1:${leader.port}`);
}

async function writeAndRead(pair: Pair, world: BenchWorld) {
  return { figures: await timeWrites(pair, world), content: await untilSame(pair, world.size.keys) };
}

/** One write after the other, each asked for until it is there. */
async function timeWrites(pair: Pair, world: BenchWorld): Promise<Record<string, number>> {
  const { leader, follower = leader } = pair;
  const times: number[] = [];
  for (let write = 0; write < (world.size.writes ?? 0); write += 1) {
    const value = `${performance.now()} ${write}`;
    await leader.connection.command('SET', 'visible', value);
    const startMs = performance.now();
    while (textOf(await follower.connection.command('GET', 'visible')) !== value);
    times.push(performance.now() - startMs);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { [P50.name]: at(0.5), [P99.name]: at(0.99) };
}

async function underWrites(pair: Pair, world: BenchWorld) {
  let isOver = false;
  const { keys = 0, pipelined = 0 } = world.size;
  const options = { port: pair.leader.port, command: 'SET', pipeline: 1, valueBytes: 200, keys } as const;
  const others = (async () => {
    while (!isOver) await redisBenchmark({ ...options, connections: 8, requests: Math.ceil(pipelined / 40) });
  })();
  const figures = await timeWrites(pair, world).finally(() => {
    isOver = true;
  });
  await others;
  return { figures, content: await untilSame(pair, world.size.keys) };
}

async function writeMany(pair: Pair, world: BenchWorld) {
  const { keys = 0, pipelined: requests = 0 } = world.size;
  const { port } = pair.leader;
  const { perSecond, p50Ms, p99Ms } = await redisBenchmark({
    port,
    command: 'SET',
    pipeline: 16,
    valueBytes: 200,
    keys,
    requests,
  });
  const startMs = performance.now();
  await untilMarked(pair);
  const behindMs = performance.now() - startMs;
  const figures = {
    [RATE.name]: perSecond / 1000,
    [P50.name]: p50Ms,
    [P99.name]: p99Ms,
    ...(pair.follower ? { [BEHIND.name]: behindMs } : {}),
  };
  return { figures, content: await untilSame(pair, world.size.keys) };
}
