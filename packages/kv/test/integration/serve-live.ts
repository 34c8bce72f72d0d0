import { setTimeout as pause } from 'node:timers/promises';
import { systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { fsyncSchema } from '@oremill/types';
import { startStore } from '../../src/run-store.ts';

// Run as a process of its own: `serve-live.ts FOLDER FSYNC SNAPSHOTS [MAX_BYTES]`. It serves a live dataset `orders` over
// RESP, says `port N` when it does, and writes one snapshot after the other when SNAPSHOTS is `snapshots`. With MAX_BYTES it
// is a cache, which evicts.

const [dataFolder = '', fsync, snapshots, maxBytes] = process.argv.slice(2);
const log = createLog('fatal', { write: () => true });
const world = { clock: systemClock, random: systemRandom, log };
const { store, server } = await startStore({ dataFolder, host: '127.0.0.1', port: 0, ...world });
const cache = { maxBytes: Number(maxBytes), eviction: 'evict-oldest' } as const;
if (!store.has('orders')) {
  const options = { name: 'orders', fsync: fsyncSchema.parse(fsync) };
  await store.create(maxBytes === undefined ? options : { ...options, ...cache });
}
process.stdout.write(`port ${server.address.port}\n`);
while (snapshots === 'snapshots') {
  await store.snapshot();
  await pause(5);
}
