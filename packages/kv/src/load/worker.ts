import assert from 'node:assert/strict';
import { parentPort } from 'node:worker_threads';
import { adoptKernel } from '../kernel/load-kernel.ts';
import { SharedMemory } from '../kernel/shared-memory.ts';
import { fileBytes } from './file-bytes.ts';
import { insertPartitions } from './insert-partitions.ts';
import { LineLoader } from './line-loader.ts';
import { LoadFault } from './load-fault.ts';
import { SharedCounters, SharedProgress } from './load-limits.ts';
import { loadTasks } from './load-tasks.ts';
import { type FromWorker, isOurs, type LoadOrder, TAG, type ToWorker } from './messages.ts';
import type { LoadTask } from './plan-tasks.ts';

// What a worker thread of a load does: lines until no task is left, then, when all threads are there, the index.

/** Chunks that are asked for before they are needed. */
const PULLS_AHEAD = 2;

let loader: LineLoader | undefined;
let counters = new SharedCounters();
/** Waits for the next chunk. */
let onChunk: ((chunk: Uint8Array | undefined) => void) | undefined;
const chunks: (Uint8Array | undefined)[] = [];

parentPort?.on('message', (message: unknown) => {
  if (isOurs<ToWorker>(message)) void receive(message);
});
send({ tag: TAG, kind: 'ready' });

async function receive(message: ToWorker): Promise<void> {
  try {
    switch (message.kind) {
      case 'load':
        return await load(message.order);
      case 'chunk':
        chunks.push(message.chunk);
        onChunk?.(undefined);
        return;
      case 'insert': {
        assert(loader !== undefined, 'nothing was loaded');
        const inserted = await insertPartitions(message.all, loader, counters);
        loader.kernel.handInTally();
        loader.close();
        loader = undefined;
        send({ tag: TAG, kind: 'inserted', inserted });
      }
    }
  } catch (error) {
    send(failureOf(error));
  }
}

async function load(order: LoadOrder): Promise<void> {
  counters = new SharedCounters(order.counters);
  adoptKernel('table', order.kernel);
  loader = new LineLoader(SharedMemory.attach(order.memory), order.limits);
  const { tasks } = order;
  const done = await loadTasks({
    loader,
    tasks,
    counters,
    progress: new SharedProgress(order.progress),
    stored: (task) => (task.source.place.kind === 'file' ? fileBytes(task.source) : pulled(task)),
  });
  send({ tag: TAG, kind: 'listed', listed: { entries: loader.finish(), tasks: done } });
}

/** The bytes of a source that only the first thread can read. */
async function* pulled({ ordinal }: LoadTask): AsyncGenerator<Buffer, void> {
  const pull = (): void => send({ tag: TAG, kind: 'pull', ordinal });
  for (let ahead = 0; ahead < PULLS_AHEAD; ++ahead) pull();
  for (let ended = 0; ended < PULLS_AHEAD; ) {
    while (chunks.length === 0) await new Promise<unknown>((resolve) => (onChunk = resolve));
    const chunk = chunks.shift();
    // Each pull is answered, also those behind the end.
    if (chunk === undefined) ++ended;
    else {
      pull();
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    }
  }
}

function failureOf(error: unknown): FromWorker {
  if (error instanceof LoadFault) {
    const { code, message, hint } = error;
    return { tag: TAG, kind: 'failed', fault: { code, message, hint } };
  }
  const broken = error instanceof Error ? error : new Error(String(error));
  return { tag: TAG, kind: 'broken', error: broken };
}

function send(message: FromWorker): void {
  parentPort?.postMessage(message);
}
