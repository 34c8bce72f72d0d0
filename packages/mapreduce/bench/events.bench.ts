import type { Bench } from './harness/bench.ts';
import { duckdb, engine, node } from './harness/peers.ts';
import { writeEvents } from './samples/events.ts';

const MIB = 2 ** 20;

/** A schema that is nothing like the main job's: what holds only for bookmarks shows here. */
export const events: Bench = {
  name: 'events',
  question:
    'Do declared fields pay for any schema? Count, sum and maximum of nested fields by country and device.',
  sizes: { small: [4 * MIB], large: [512 * MIB] },
  writeSample: writeEvents,
  equality: 'rows',
  peers: [
    node('plain Node', 'events-node.ts'),
    engine('engine, declared fields', { job: 'bench/jobs/events.ts' }),
    duckdb('DuckDB', 'events.sql'),
  ],
  targets: [{ ours: 'engine, declared fields', against: 'DuckDB', ratio: 1.5 }],
  notes: ['One event in ten spells a key that is read with an escape.'],
};
