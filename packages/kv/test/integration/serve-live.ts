import { setTimeout as pause } from 'node:timers/promises';
import { systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { fsyncSchema } from '@oremill/types';
import { startStore } from '../../src/run-store.ts';

// Run as a process of its own: `serve-live.ts FOLDER FSYNC SNAPSHOTS`. It serves a live dataset `orders` over RESP, says
// `port N` when it does, and writes one snapshot after the other when SNAPSHOTS is `snapshots`.

const [dataFolder = '', fsync, snapshots] = process.argv.slice(2);
const log = createLog('fatal', { write: () => true });
const world = { clock: systemClock, random: systemRandom, log };
const { store, server } = await startStore({ dataFolder, host: '127.0.0.1', port: 0, ...world });
if (!store.has('orders')) await store.create({ name: 'orders', fsync: fsyncSchema.parse(fsync) });
process.stdout.write(`port ${server.address.port}\n`);
while (snapshots === 'snapshots') {
  await store.snapshot();
  await pause(5);
}
