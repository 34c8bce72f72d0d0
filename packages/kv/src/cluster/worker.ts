import assert from 'node:assert';
import { parentPort, workerData } from 'node:worker_threads';
import { createObjects } from '@oremill/runtime/objects';
import { AppError, toErrorReply } from '@oremill/types';
import { addressOf } from '../client/access.ts';
import type { NodeConnection } from '../client/connection.ts';
import { crc16 } from '../client/slot.ts';
import { Buffers } from './buffers.ts';
import { Cluster } from './cluster.ts';
import { PairEncoder } from './encode-pairs.ts';
import { Flow } from './flow.ts';
import { KeySample } from './key-sample.ts';
import type { FromWorker, SentToNode, Task, ToWorker, WorkerPlan } from './messages.ts';
import { readRun } from './run-id.ts';
import { type StretchSender, sendStretch } from './send-stretch.ts';
import { slotSet } from './slot-set.ts';
import { Turns } from './turns.ts';

/** A thread of a load: it reads stretches, and has a stream of its own to each master. */
const port = parentPort;
assert(port, 'a worker is started as a thread');

/** So large that a slot has several pairs in it. */
const BLOCK_BYTES = 16 * 2 ** 20;
const BLOCKS_AT_ONCE = 2;
const CHUNK_BYTES = 256 * 1024;
const PROGRESS_MS = 100;

const { plan } = workerData as { readonly plan: WorkerPlan };
const prefix = Buffer.from(plan.prefix);
const cluster = new Cluster(plan.access, plan.failoverMsMax);
const flow = new Flow();
const met = new WeakMap<NodeConnection, Promise<void>>();
const sent = new Map<string, SentToNode>();

const sender: StretchSender = {
  cluster,
  flow,
  encoder: new PairEncoder(prefix),
  chunks: new Buffers(CHUNK_BYTES, 256),
  windowBytes: plan.windowBytes,
  objects: createObjects(),
  blocks: new Buffers(BLOCK_BYTES, 2 * BLOCKS_AT_ONCE),
  turns: new Turns(BLOCKS_AT_ONCE),
  prefixCrc: crc16(prefix),
  sample: new KeySample(plan.sampleSize),
  replicasWanted: plan.replicasWanted,
  onRetry: (reason) => post({ kind: 'retry', reason }),
  onAcknowledged: (node, pairs, bytes) => {
    const address = addressOf(node);
    const before = sent.get(address);
    sent.set(address, { address, pairs: (before?.pairs ?? 0) + pairs, bytes: (before?.bytes ?? 0) + bytes });
  },
  onConnected: (connection) => {
    const meeting = met.get(connection) ?? meet(connection);
    met.set(connection, meeting);
    return meeting;
  },
};

flow.limit(plan.bytesPerSecond);
if (plan.isPaused) flow.pause();
const isKnown = cluster.refresh();
isKnown.catch(fail);
const timer = setInterval(tellProgress, PROGRESS_MS);

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'send':
      send(message.task).catch(fail);
      return;
    case 'pause':
      flow.pause();
      return;
    case 'resume':
      flow.resume();
      return;
    case 'limit':
      flow.limit(message.bytesPerSecond);
      return;
    case 'finish':
      finish();
  }
});

async function send({ id, stretch, slots }: Task): Promise<void> {
  await isKnown;
  const pairs = await sendStretch(stretch, slots && slotSet(slots), sender);
  tellProgress();
  post({ kind: 'done', id, pairs });
}

async function meet(connection: NodeConnection): Promise<void> {
  post({ kind: 'met', address: addressOf(connection.address), ...(await readRun(connection)) });
}

function tellProgress(): void {
  if (sent.size === 0) return;
  post({ kind: 'progress', nodes: [...sent.values()] });
  sent.clear();
}

function finish(): void {
  post({ kind: 'sample', sample: sender.sample.taken() });
  clearInterval(timer);
  cluster.close();
  port?.close();
}

function fail(error: unknown): void {
  if (error instanceof AppError) post({ kind: 'failed', reply: toErrorReply(error), status: error.status });
  else post({ kind: 'broken', error: error instanceof Error ? error : new Error(String(error)) });
}

function post(message: FromWorker): void {
  port?.postMessage(message);
}
