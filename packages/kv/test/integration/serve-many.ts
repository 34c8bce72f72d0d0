import { createInterface } from 'node:readline';
import { systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import { datasetSourceOf } from '../../src/dataset-source-of.ts';
import { startServer } from '../../src/server.ts';
import { Store } from '../../src/store.ts';

// Run as a process of its own, with --expose-gc: `serve-many.ts FOLDER CONNECTIONS`. It serves a live dataset `orders` to
// anybody, over so many connections at most, and says `port N` when it does. To each line it hears it says `bytes N`, what
// it holds in memory that no garbage is.

const [folder = '', connections] = process.argv.slice(2);
const world = { clock: systemClock, random: systemRandom, log: createLog('fatal', { write: () => true }) };
const store = await Store.open({ ...world, folder });
await store.create({ name: 'orders', fsync: 'off' });
const server = await startServer({
  ...world,
  store: datasetSourceOf(store),
  users: [{ name: 'default', datasets: ['*'], verbs: ['read', 'write', 'admin'], defaultDataset: 'orders' }],
  listen: { host: '127.0.0.1', port: 0 },
  limits: { connectionsMax: Number(connections) },
});
process.stdout.write(`port ${server.address.port}\n`);
for await (const _ of createInterface({ input: process.stdin })) {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  process.stdout.write(`bytes ${heapUsed + external}\n`);
}
