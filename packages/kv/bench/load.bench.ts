import { join } from 'node:path';
import type { Bench, BenchWorld, Contender, Figure, Work } from './harness/bench.ts';
import { type ExpectedContent, expectContent, type PairsContent } from './harness/content.ts';
import { startOurServer } from './harness/our-server.ts';
import { neverMeasured, type PeerName, peer } from './harness/peers.ts';
import { ownProgram, runProgram } from './harness/program.ts';
import { pipeInto, redisContent, startRedis, writeCommands } from './harness/redis.ts';
import type { LoadedFigures, LoadTableOptions } from './programs/figures.ts';
import { jsonPairs } from './samples/json-pairs.ts';
import { smallPairs } from './samples/small-pairs.ts';
import { writePairs } from './samples/write-pairs.ts';

export const load: Bench = {
  name: 'load',
  question: 'How fast do lines of keys and values become a table, from a file and through a socket?',
  sizes: {
    small: { jsonPairs: 5_000, smallPairs: 50_000, workers: 2 },
    large: { jsonPairs: 212_969, smallPairs: 10_000_000, workers: 2 },
  },
  notes: [
    'Seconds of loaders are told by themselves: the start of their process is not in them, that of our threads only where it says so; those of redis-cli are of its whole process.',
    'Redis keeps neither a log nor snapshots; our server writes its log, which is not synced (fsync off), except where it says "without a log".',
  ],
  async run(world) {
    const json = writePairs(join(world.folder, 'json.tsv'), jsonPairs(world.size.jsonPairs));
    const small = writePairs(join(world.folder, 'small.tsv'), smallPairs(world.size.smallPairs));
    return [
      await world.measure(await jsonWork(world, json)),
      await world.measure(await smallWork(world, small)),
    ];
  },
};

interface Sample {
  readonly path: string;
  readonly pairs: number;
  readonly bytes: number;
}

const SECONDS: Figure = { name: 'time', unit: 's', better: 'less' };
const RATE: Figure = { name: 'pairs', unit: 'k/s', better: 'more' };

const OURS = 'table, 2 workers';
const TOUCHED = 'table, 2 workers, memory touched before';
const UNSTARTED = 'table, 2 workers, with their start';
const INLINE = 'table, 1 thread';
const ATBR = 'atbr (sparsehash)';
const PIPE = 'Redis, redis-cli --pipe';
const OUR_PIPE = 'our server, redis-cli --pipe';
const BARE_PIPE = 'our server without a log, redis-cli --pipe';
const THREADS = 'C++, 2 threads';
const MAP = 'Map';

async function jsonWork(world: BenchWorld, sample: Sample): Promise<Work> {
  const expected = expectContent(sample.path, sample.pairs, world.folder);
  const stream = join(world.folder, 'json.resp');
  writeCommands(sample.path, stream);
  return {
    name: `JSON pairs, ${sample.pairs.toLocaleString('en-US')} in ${(sample.bytes / 1e6).toFixed(0)} MB`,
    figures: [SECONDS, RATE],
    contenders: [
      theirs(ATBR, 'sparse', world, sample, expected),
      table(OURS, world, sample, expected, 'new'),
      table(TOUCHED, world, sample, expected, 'touched'),
      table(UNSTARTED, world, sample, expected, 'unstarted'),
      table(INLINE, world, sample, expected, 'new', 0),
      theirs(THREADS, 'threads', world, sample, expected),
      theirs(MAP, 'map', world, sample, expected),
      await redisPipe(world, sample, expected, stream),
      await ourPipe(OUR_PIPE, 'live', world, sample, expected, stream),
      await ourPipe(BARE_PIPE, 'bare', world, sample, expected, stream),
    ],
    targets: [
      times(OURS, ATBR, 10),
      times(TOUCHED, ATBR, 25),
      times(OURS, PIPE, 8),
      times(OURS, THREADS, 0.5),
      times(OUR_PIPE, PIPE, 1.3),
    ],
  };
}

async function smallWork(world: BenchWorld, sample: Sample): Promise<Work> {
  const expected = expectContent(sample.path, sample.pairs, world.folder);
  const stream = join(world.folder, 'small.resp');
  writeCommands(sample.path, stream);
  const isSlow = sample.pairs > 1_000_000;
  return {
    name: `small pairs, ${sample.pairs.toLocaleString('en-US')} in ${(sample.bytes / 1e6).toFixed(0)} MB`,
    figures: [SECONDS, RATE],
    contenders: [
      table(OURS, world, sample, expected, 'new'),
      table(TOUCHED, world, sample, expected, 'touched'),
      theirs(THREADS, 'threads', world, sample, expected),
      { ...theirs(MAP, 'map', world, sample, expected), isSlow },
      { ...(await redisPipe(world, sample, expected, stream)), isSlow },
      { ...(await ourPipe(OUR_PIPE, 'live', world, sample, expected, stream)), isSlow },
    ],
    targets: [times(OURS, MAP, 40), times(OURS, PIPE, 40)],
  };
}

function times(ours: string, against: string, atLeast: number) {
  return { kind: 'times', ours, against, figure: SECONDS.name, atLeast } as const;
}

function figuresOf(seconds: number, { pairs }: Sample) {
  return { [SECONDS.name]: seconds, [RATE.name]: pairs / seconds / 1000 };
}

function table(
  name: string,
  { size }: BenchWorld,
  sample: Sample,
  { keysPath }: ExpectedContent,
  way: LoadTableOptions['way'],
  workers = size.workers ?? 2,
): Contender {
  return {
    name,
    measure: async () => {
      const options: LoadTableOptions = { file: sample.path, workers, way, keysPath };
      const { seconds, content } = await runProgram<LoadedFigures>(ownProgram('load-table', options));
      return { figures: figuresOf(seconds, sample), content };
    },
  };
}

function theirs(
  name: string,
  which: PeerName,
  { programs }: BenchWorld,
  sample: Sample,
  expected: ExpectedContent,
): Contender {
  const figures = ({ seconds }: { seconds: number }) => figuresOf(seconds, sample);
  return peer(name, which, { programs, file: sample.path, expected, figures });
}

async function redisPipe(
  world: BenchWorld,
  sample: Sample,
  { keys }: ExpectedContent,
  stream: string,
): Promise<Contender> {
  const { missing } = world.programs.redis;
  if (missing !== undefined) return { name: PIPE, missing, measure: neverMeasured };
  const redis = await startRedis(join(world.folder, `redis-${sample.pairs}`));
  world.atEnd(() => redis.kill());
  return {
    name: PIPE,
    measure: async () => {
      await redis.connection.command('FLUSHALL', 'SYNC');
      const seconds = await pipeInto(redis.port, stream);
      return { figures: figuresOf(seconds, sample), content: await redisContent(redis, keys) };
    },
  };
}

async function ourPipe(
  name: string,
  kind: 'live' | 'bare',
  world: BenchWorld,
  sample: Sample,
  { keysPath }: ExpectedContent,
  stream: string,
): Promise<Contender> {
  // Without redis-cli there is nothing that could send it.
  const { missing } = world.programs.redis;
  if (missing !== undefined) return { name, missing, measure: neverMeasured };
  const server = await startOurServer({ folder: join(world.folder, `${kind}-${sample.pairs}`), kind });
  world.atEnd(() => server.close());
  return {
    name,
    measure: async () => {
      await server.ask({ do: 'clear' });
      const seconds = await pipeInto(server.port, stream);
      const content = await server.ask<PairsContent>({ do: 'content', keysPath });
      return { figures: figuresOf(seconds, sample), content };
    },
  };
}
