import { cluster } from './cluster-load.bench.ts';
import { compress } from './compress.bench.ts';
import { evict } from './evict.bench.ts';
import { get } from './get.bench.ts';
import type { Bench } from './harness/bench.ts';
import { http } from './http.bench.ts';
import { image } from './image.bench.ts';
import { job } from './job.bench.ts';
import { load } from './load.bench.ts';
import { memory } from './memory.bench.ts';
import { parts } from './parts.bench.ts';
import { pause } from './pause.bench.ts';
import { replica } from './replica.bench.ts';
import { restart } from './restart.bench.ts';
import { server } from './server.bench.ts';

/** In the order of the target table. */
export const benches: readonly Bench[] = [
  load,
  image,
  memory,
  get,
  server,
  evict,
  http,
  compress,
  restart,
  cluster,
  job,
  parts,
  pause,
  replica,
];
