import type { Bench } from './harness/bench.ts';
import { duckdb, engine, node } from './harness/peers.ts';
import { writeBookmarks } from './samples/bookmarks.ts';

const MIB = 2 ** 20;

/** The main job on more and more: time has to grow as the input does, memory not at all. */
export const scaling: Bench = {
  name: 'scaling',
  question: 'Does time grow in proportion to the input, and does memory stay within what was given?',
  sizes: { small: [2 * MIB, 8 * MIB], large: [64 * MIB, 512 * MIB, 2048 * MIB] },
  writeSample: writeBookmarks,
  equality: 'rows',
  peers: [
    node('plain Node', 'tag-statistics-node.ts'),
    engine('engine, declared fields', { job: 'bench/jobs/tag-statistics-declared.ts' }),
    engine('engine, JSON.parse', { job: 'bench/jobs/tag-statistics-parsed.ts' }),
    duckdb('DuckDB, cleaned input', 'tag-statistics.sql', { isCleaned: true }),
  ],
  targets: [{ ours: 'engine, declared fields', against: 'DuckDB, cleaned input', ratio: 2 }],
};
