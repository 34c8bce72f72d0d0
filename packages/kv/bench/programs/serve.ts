/**
 * Serves one dataset, in a process of its own: prints where, and then answers a question a line, as
 * `serve-options.ts` has them. It ends with its input.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { seededRandom, systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import type { User } from '../../src/config.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { datasetSourceOf } from '../../src/dataset-source-of.ts';
import { startServer } from '../../src/server.ts';
import { Store } from '../../src/store.ts';
import { readPairs } from '../harness/pairs-file.ts';
import { contentOf } from '../harness/table-content.ts';
import { BareDataset } from './bare-dataset.ts';
import { LoopDelay } from './loop-delay.ts';
import { DATASET, type Question, type Served, type ServeOptions } from './serve-options.ts';

/** Nobody else can reach it: benches listen on the loopback. */
const EVERYBODY: User = { name: 'default', datasets: ['*'], verbs: ['read', 'write', 'admin', 'follow'] };

const options = JSON.parse(process.argv[3] ?? '') as ServeOptions;
const log = createLog('error', { write: (line: string) => process.stderr.write(line) });
const world = { clock: systemClock, random: systemRandom, log };
const startMs = performance.now();
const store = await Store.open({
  ...world,
  folder: join(options.folder, 'kv'),
  workers: 2,
  replicaOf: options.leader === undefined ? undefined : { leader: options.leader },
});
const openSeconds = (performance.now() - startMs) / 1000;
const { kind, maxBytes, eviction } = options;
const bare = new BareDataset(DATASET, { maxBytes, policy: eviction });
if (kind === 'live' && !store.has(DATASET) && !store.isReplica) {
  await store.create({
    name: DATASET,
    fsync: options.fsync ?? 'off',
    isOrdered: options.isOrdered ?? false,
    maxBytes,
    eviction,
  });
}
if (kind === 'published' && !store.has(DATASET)) {
  await store.publish(DATASET, { sources: [options.file ?? ''], isOrdered: options.isOrdered ?? false });
} else if (options.file !== undefined && dataset().count === 0) {
  await fill(options.file);
}
const source = {
  ...datasetSourceOf(store),
  ...(kind === 'bare' ? { names: () => [DATASET], find: () => bare } : {}),
  defaultDataset: DATASET,
};
const server = await startServer({
  ...world,
  random: seededRandom(1),
  store: source,
  users: [EVERYBODY],
  listen: { host: '127.0.0.1', port: 0 },
});
// Its modules take a while to load, and only one bench needs them.
const http = options.isHttp ? await (await import('./http-app.ts')).startHttp(store, log) : undefined;
say({
  port: server.address.port,
  httpPort: http?.port,
  openSeconds,
} satisfies Served);

const delay = new LoopDelay();
for await (const line of createInterface({ input: process.stdin })) {
  say(await answer(JSON.parse(line) as Question));
}
await http?.close();
await server.close();
await store.close();

function dataset(): Dataset {
  return kind === 'bare' ? bare : store.find(DATASET);
}

async function answer(question: Question): Promise<unknown> {
  switch (question.do) {
    case 'content':
      return contentOf(dataset(), (key) => dataset().get(key), question.keysPath);
    case 'clear':
      dataset().clear();
      return {};
    case 'snapshot':
      await store.snapshot();
      return {};
    case 'publish':
      await store.publish(DATASET, { sources: [question.file], keep: 2 });
      return {};
    case 'begin':
      delay.begin();
      return {};
    case 'delay':
      return delay.end();
  }
}

/** Writes pairs one by one, and lets the log keep up. */
async function fill(file: string): Promise<void> {
  const target = dataset();
  readPairs(file, (key, value) => target.set(Uint8Array.from(key), Uint8Array.from(value)));
  await store.snapshot();
}

function say(answered: unknown): void {
  process.stdout.write(`${JSON.stringify(answered)}\n`);
}
