import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Bench, BenchWorld, Contender, Figure } from './harness/bench.ts';
import { type ExpectedContent, expectContent, type PairsContent } from './harness/content.ts';
import { startOurServer } from './harness/our-server.ts';
import { neverMeasured } from './harness/peers.ts';
import { loggedLoadSeconds, pipeInto, redisContent, startRedis, writeCommands } from './harness/redis.ts';
import type { ServeOptions } from './programs/serve-options.ts';
import { smallPairs } from './samples/small-pairs.ts';
import { writePairs } from './samples/write-pairs.ts';

export const restart: Bench = {
  name: 'restart',
  question:
    'How long after its start does a server have all that it had before, beside Redis and its RDB file?',
  sizes: { small: { pairs: 50_000 }, large: { pairs: 10_000_000 } },
  notes: [
    'From the start of the process to its first answer, files in the page cache; the start of Node and of its modules is in ours. Reading: for how long the server says that it was at its data: Redis of its RDB file, we of opening the store.',
    'Live: a dataset that is written, from its snapshot, without or with an index in key order, which is made anew; or from a snapshot and a log, in which each tenth pair was written again. Published: from its image, checked.',
  ],
  async run(world) {
    const sample = writePairs(join(world.folder, 'small.tsv'), smallPairs(world.size.pairs));
    const expected = expectContent(sample.path, sample.pairs, world.folder);
    const stream = join(world.folder, 'all.resp');
    writeCommands(sample.path, stream);
    const context = { world, file: sample.path, stream, expected };
    const published = await firstServer({ kind: 'published', file: sample.path }, 'published', context);
    await published.close();
    const result = await world.measure({
      name: `${sample.pairs.toLocaleString('en-US')} small pairs`,
      figures: [ANSWERS, READS],
      contenders: [
        await redis(context),
        await live(LIVE, { logged: 0, isOrdered: false }, context),
        await live(ORDERED, { logged: 0, isOrdered: true }, context),
        await live(LOGGED, { logged: 10, isOrdered: false }, context),
        starting(PUBLISHED, 'published', { kind: 'published' }, context),
      ],
      targets: [
        times(LIVE, ANSWERS),
        times(LOGGED, ANSWERS),
        times(PUBLISHED, ANSWERS),
        times(LIVE, READS),
        times(LOGGED, READS),
        times(PUBLISHED, READS),
      ],
    });
    return [result];
  },
};

const ANSWERS: Figure = { name: 'answers after', unit: 's', better: 'less' };
const READS: Figure = { name: 'reads for', unit: 's', better: 'less' };
const REDIS = 'Redis, RDB file';
const LIVE = 'live, from its snapshot';
const ORDERED = 'live, its keys in order';
const LOGGED = 'live, from its snapshot and a log';
const PUBLISHED = 'published, from its image';

interface Context {
  readonly world: BenchWorld;
  readonly file: string;
  readonly stream: string;
  readonly expected: ExpectedContent;
}

function times(ours: string, { name: figure }: Figure) {
  return { kind: 'times', ours, against: REDIS, figure, atLeast: 10 } as const;
}

async function redis({ world, stream, expected }: Context): Promise<Contender> {
  const { missing } = world.programs.redis;
  if (missing !== undefined) return { name: REDIS, missing, measure: neverMeasured };
  const server = await startRedis(join(world.folder, 'redis'));
  world.atEnd(() => server.kill());
  await pipeInto(server.port, stream);
  world.onStep('restart: Redis saves');
  await save(server);
  return {
    name: REDIS,
    measure: async () => {
      await server.kill();
      const seconds = await server.start();
      const figures = { [ANSWERS.name]: seconds, [READS.name]: loggedLoadSeconds(server.folder) };
      return { figures, content: await redisContent(server, expected.keys) };
    },
  };
}

const ASK_AGAIN_MS = 20;

/** In the background, as SAVE says nothing for longer than a client waits. */
async function save({ connection }: Awaited<ReturnType<typeof startRedis>>): Promise<void> {
  await connection.command('BGSAVE');
  for (;;) {
    const info = (await connection.command('INFO', 'persistence')) as Buffer;
    if (info.includes('rdb_bgsave_in_progress:0')) return;
    await setTimeout(ASK_AGAIN_MS);
  }
}

/** One in `logged` pairs is written again after the snapshot; none if that is 0. */
async function live(
  name: string,
  { logged, isOrdered }: { readonly logged: number; readonly isOrdered: boolean },
  context: Context,
): Promise<Contender> {
  const { world, file } = context;
  const { missing } = world.programs.redis;
  if (missing !== undefined && logged > 0) return { name, missing, measure: neverMeasured };
  const folder = logged > 0 ? 'logged' : isOrdered ? 'ordered' : 'live';
  const server = await firstServer({ kind: 'live', file, isOrdered }, folder, context);
  try {
    if (logged > 0) {
      const again = join(world.folder, 'again.tsv');
      writePairs(again, smallPairsAgain(world.size.pairs ?? 0, logged));
      writeCommands(again, `${again}.resp`);
      await pipeInto(server.port, `${again}.resp`);
    }
  } finally {
    await server.close();
  }
  return starting(name, folder, { kind: 'live' }, context);
}

function firstServer(
  options: Pick<ServeOptions, 'kind' | 'file' | 'isOrdered'>,
  folder: string,
  { world }: Context,
) {
  world.onStep(`restart: the first server, ${folder}`);
  return startOurServer({ ...options, folder: join(world.folder, folder) });
}

function starting(
  name: string,
  folder: string,
  options: Pick<ServeOptions, 'kind'>,
  { world, expected }: Context,
): Contender {
  return {
    name,
    measure: async () => {
      const server = await startOurServer({ ...options, folder: join(world.folder, folder) });
      try {
        const { keysPath } = expected;
        const content = await server.ask<PairsContent>({ do: 'content', keysPath });
        return { figures: { [ANSWERS.name]: server.seconds, [READS.name]: server.openSeconds }, content };
      } finally {
        await server.close();
      }
    },
  };
}

function* smallPairsAgain(count: number, step: number): Generator<string, void> {
  let index = 0;
  for (const line of smallPairs(count)) {
    if (index % step === 0) yield line;
    index += 1;
  }
}
