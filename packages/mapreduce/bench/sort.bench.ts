import type { Bench } from './harness/bench.ts';
import { duckdb, engine, shell } from './harness/peers.ts';
import { RECORD_BYTES, writeRecords } from './samples/records.ts';

/** Nothing but shuffle: what goes in comes out, in order. */
export const sort: Bench = {
  name: 'sort',
  question: 'How fast are short records put in order, all of them, byte for byte as LC_ALL=C sort does it?',
  sizes: { small: [200_000 * RECORD_BYTES], large: [10_000_000 * RECORD_BYTES] },
  writeSample: writeRecords,
  equality: 'bytes',
  peers: [
    shell('sort, whole lines', 'sort', 'sort --parallel="$3" -o "$2" "$1"'),
    shell('sort, by key', 'sort', 'sort --parallel="$3" -s -t "$(printf "\\t")" -k1,1 -o "$2" "$1"'),
    engine('engine', { job: 'bench/jobs/sort.ts' }),
    duckdb('DuckDB', 'sort.sql'),
  ],
  targets: [
    { ours: 'engine', against: 'DuckDB', ratio: 3 },
    { ours: 'engine', against: 'sort, whole lines', ratio: 8 },
    { ours: 'engine', against: 'sort, by key', ratio: 8 },
  ],
  notes: ['The parts of the engine, one behind the other, are the file that the others write.'],
};
