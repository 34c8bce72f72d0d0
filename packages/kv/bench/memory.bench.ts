import { join } from 'node:path';
import type { Bench, BenchWorld, Contender, Figure } from './harness/bench.ts';
import { type ExpectedContent, expectContent } from './harness/content.ts';
import { neverMeasured, type PeerName, peer } from './harness/peers.ts';
import { ownProgram, runProgram } from './harness/program.ts';
import { pipeInto, redisContent, startRedis, writeCommands } from './harness/redis.ts';
import type { HeldFigures, HoldOptions, WayToHold } from './programs/figures.ts';
import { smallPairs } from './samples/small-pairs.ts';
import { writePairs } from './samples/write-pairs.ts';

export const memory: Bench = {
  name: 'memory',
  question: 'How many bytes does a pair take beyond its key and its value?',
  sizes: { small: { pairs: 50_000 }, large: { pairs: 10_000_000 } },
  notes: [
    'Counted: what the table says that it took from the system (index, headers, dead, free and fixed bytes), for Redis its used_memory, for the others nothing that they could tell.',
    'Resident: how much the process grew, read buffers and lists of the load included; what of memory is taken and was never touched is not in it.',
    'No pair expires, so that expiry takes nothing.',
  ],
  async run(world) {
    const sample = writePairs(join(world.folder, 'small.tsv'), smallPairs(world.size.pairs));
    const expected = expectContent(sample.path, sample.pairs, world.folder);
    const context = { world, file: sample.path, rawBytes: sample.bytes - 2 * sample.pairs, expected };
    const ways: readonly WayToHold[] = [
      'loaded',
      'written',
      'written, in order',
      'sealed',
      'sealed, in order',
    ];
    const result = await world.measure({
      name: `${sample.pairs.toLocaleString('en-US')} small pairs of ${(context.rawBytes / sample.pairs).toFixed(1)} bytes`,
      figures: [COUNTED, RESIDENT],
      contenders: [
        ...ways.map((way) => ours(way, context)),
        await redis(context),
        theirs('Map', 'map', context),
        theirs('atbr (sparsehash)', 'sparse', context),
        theirs('C++, 2 threads', 'threads', context),
      ],
      targets: [
        bound('table, loaded', 10),
        bound('table, written', 10),
        bound('table, sealed', 5),
        bound('table, written, in order', 20),
        bound('table, sealed, in order', 20),
      ],
    });
    return [result];
  },
};

const COUNTED: Figure = { name: 'counted beyond raw', unit: 'B a pair', better: 'less' };
const RESIDENT: Figure = { name: 'resident beyond raw', unit: 'B a pair', better: 'less' };

interface Context {
  readonly world: BenchWorld;
  readonly file: string;
  readonly rawBytes: number;
  readonly expected: ExpectedContent;
}

function bound(ours: string, atMost: number) {
  return { kind: 'bound', ours, figure: COUNTED.name, atMost } as const;
}

function ours(way: WayToHold, { world, file, rawBytes, expected }: Context): Contender {
  const options: HoldOptions = { file, way, folder: world.folder, keysPath: expected.keysPath };
  let isBuilt = false;
  const hold = () =>
    runProgram<HeldFigures>(ownProgram('hold-pairs', { ...options, isBuilt }, ['--expose-gc']));
  return {
    name: `table, ${way}`,
    measure: async () => {
      if (way.startsWith('sealed') && !isBuilt) {
        await hold();
        isBuilt = true;
      }
      const { beyondBytes, residentBytes, content } = await hold();
      const { pairs } = content;
      const resident = (residentBytes - rawBytes) / pairs;
      return { figures: { [COUNTED.name]: beyondBytes / pairs, [RESIDENT.name]: resident }, content };
    },
  };
}

function theirs(name: string, which: PeerName, { world, file, rawBytes, expected }: Context): Contender {
  const figures = ({ residentBytes, pairs }: { residentBytes: number; pairs: number }) => ({
    [RESIDENT.name]: (residentBytes - rawBytes) / pairs,
  });
  return peer(name, which, { programs: world.programs, file, expected, figures, isSlow: true });
}

async function redis({ world, file, rawBytes, expected }: Context): Promise<Contender> {
  const { missing } = world.programs.redis;
  if (missing !== undefined) return { name: 'Redis', missing, measure: neverMeasured };
  const stream = join(world.folder, 'small.resp');
  writeCommands(file, stream);
  return {
    name: 'Redis',
    isSlow: true,
    measure: async () => {
      const server = await startRedis(join(world.folder, 'redis'));
      try {
        const before = await memoryOf(server.connection);
        await pipeInto(server.port, stream);
        const after = await memoryOf(server.connection);
        const content = await redisContent(server, expected.keys);
        const figures = {
          [COUNTED.name]: (after.used - before.used - rawBytes) / content.pairs,
          [RESIDENT.name]: (after.resident - before.resident - rawBytes) / content.pairs,
        };
        return { figures, content };
      } finally {
        await server.kill();
      }
    },
  };
}

async function memoryOf(connection: { command(...parts: string[]): Promise<unknown> }) {
  const info = String(await connection.command('INFO', 'memory'));
  const read = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1]);
  return { used: read('used_memory'), resident: read('used_memory_rss') };
}
