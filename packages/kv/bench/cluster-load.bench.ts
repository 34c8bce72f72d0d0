import { measureClusterLoad } from './cluster.bench.ts';
import type { Bench, Figure, WorkResult } from './harness/bench.ts';

/** Measured by `cluster.bench.ts`, which can be run by itself too. */
export const cluster: Bench = {
  name: 'cluster',
  question: 'How fast are many parts loaded into a Redis Cluster of six processes, beside pipelined ioredis?',
  sizes: {
    small: { pairs: 20_000, parts: 4, workers: 2 },
    large: { pairs: 1_000_000, parts: 8, workers: 2 },
  },
  notes: [
    'Three masters and three replicas on this machine, which share its processors with the loaders.',
    'A peer’s seconds are its own, without the start of its process; ours are with that of the threads.',
  ],
  async run({ size, rounds, programs }) {
    const { pairs = 0, parts = 0, workers = 0 } = size;
    const work: WorkResult['work'] = {
      name: `${pairs.toLocaleString('en-US')} pairs in ${parts} parts`,
      figures: [SECONDS, RATE, SERVERS],
      targets: [{ kind: 'times', ours: OURS, against: IOREDIS, figure: SECONDS.name, atLeast: 5 }],
    };
    const { missing } = programs.redis;
    if (missing !== undefined) {
      const contenders = [OURS, IOREDIS].map((name) => ({ name, missing, measurements: [] }));
      return [{ work, content: {}, contenders }];
    }
    const { ours, ioredis, digest } = await measureClusterLoad({ pairs, parts, workers, rounds });
    const measured = (name: string, all: typeof ours) => ({
      name,
      measurements: all.map(({ seconds, serverSeconds }) => ({
        [SECONDS.name]: seconds,
        [RATE.name]: pairs / seconds / 1000,
        [SERVERS.name]: (serverSeconds / pairs) * 1e6,
      })),
    });
    const contenders = [measured(IOREDIS, ioredis), measured(OURS, ours)];
    return [{ work, content: { digest }, contenders }];
  },
};

const OURS = 'our loader';
const IOREDIS = 'ioredis, auto-pipelined';
const SECONDS: Figure = { name: 'time', unit: 's', better: 'less' };
const RATE: Figure = { name: 'pairs', unit: 'k/s', better: 'more' };
const SERVERS: Figure = { name: 'time of the servers', unit: 'µs a pair', better: 'less' };
