import type { Bench } from './harness/bench.ts';
import { duckdb, engine, mrjob, peerPath, shell } from './harness/peers.ts';
import { writeWords } from './samples/words.ts';

const MIB = 2 ** 20;

/** Many small pairs and few keys: what a combiner is for. */
export const wordCount: Bench = {
  name: 'word-count',
  question:
    'How fast are 200,000 different words counted, by what the engine has built in and by plain functions?',
  sizes: { small: [2 * MIB], large: [256 * MIB] },
  writeSample: writeWords,
  equality: 'rows',
  peers: [
    duckdb('DuckDB', 'word-count.sql'),
    engine('engine, built-in tokens and sum', { job: 'bench/jobs/word-count-built-in.ts' }),
    engine('engine, plain functions', { job: 'bench/jobs/word-count-plain.ts' }),
    shell('mawk', 'mawk', `mawk -f '${peerPath('word-count.awk')}' "$1" > "$2"`),
    mrjob('word-count-mrjob.py', 'local'),
  ],
  targets: [
    { ours: 'engine, built-in tokens and sum', against: 'DuckDB', ratio: 1 },
    { ours: 'engine, plain functions', against: 'mrjob, local', ratio: 10 },
  ],
  notes: ['mawk runs in one thread and leaves its rows unsorted.'],
};
