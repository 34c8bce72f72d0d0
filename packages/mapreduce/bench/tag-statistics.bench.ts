import type { Bench } from './harness/bench.ts';
import { duckdb, engine, inputOutput, mrjob, node } from './harness/peers.ts';
import { writeBookmarks } from './samples/bookmarks.ts';

const MIB = 2 ** 20;
const TRUNCATED = 'it drops rows that follow a truncated line';

/** The main job against what people use for it today, and against what the machine can do. */
export const tagStatistics: Bench = {
  name: 'tag-statistics',
  question: 'How fast is the main job, against other ways to do it and against what this machine can do?',
  sizes: { small: [4 * MIB], large: [512 * MIB] },
  writeSample: writeBookmarks,
  equality: 'rows',
  peers: [
    node('plain Node', 'tag-statistics-node.ts'),
    engine('engine, declared fields', { job: 'bench/jobs/tag-statistics-declared.ts' }),
    engine('engine, JSON.parse', { job: 'bench/jobs/tag-statistics-parsed.ts' }),
    engine('engine, JSON.parse, 1 worker', { job: 'bench/jobs/tag-statistics-parsed.ts', workers: 1 }),
    { ...duckdb('DuckDB', 'tag-statistics.sql'), mayDiffer: TRUNCATED },
    duckdb('DuckDB, cleaned input', 'tag-statistics.sql', { isCleaned: true }),
    duckdb('DuckDB, cleaned input, unsorted', 'tag-statistics.sql', { isCleaned: true, isUnsorted: true }),
    {
      name: 'C++ with simdjson',
      program: 'simdjson',
      command: (run) => [run.program, ...inputOutput(run)],
    },
    mrjob('tag-statistics-mrjob.py', 'inline'),
    mrjob('tag-statistics-mrjob.py', 'local'),
  ],
  targets: [
    { ours: 'engine, declared fields', against: 'mrjob, local', ratio: 16 },
    { ours: 'engine, declared fields', against: 'plain Node', ratio: 7 },
    { ours: 'engine, declared fields', against: 'DuckDB, cleaned input', ratio: 2 },
    { ours: 'engine, JSON.parse', against: 'DuckDB, cleaned input', ratio: 1 },
    { ours: 'engine, declared fields', against: 'C++ with simdjson', ratio: 0.5 },
  ],
  notes: [
    `DuckDB reads the input with \`ignore_errors\`; ${TRUNCATED}, so the row to compare with is the one on the input without the lines that are not JSON or not UTF-8.`,
    'All but the one that says unsorted deliver sorted rows: the engine within each of its parts.',
  ],
};
