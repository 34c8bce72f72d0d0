import { setTimeout as wait } from 'node:timers/promises';
import type { Address } from '../client/access.ts';
import { addressOf } from '../client/access.ts';
import type { NodeConnection, Refusal } from '../client/connection.ts';
import { ReplyError } from '../client/reply.ts';
import type { Buffers } from './buffers.ts';
import { type Cluster, Deferred } from './cluster.ts';
import type { PairEncoder, PairForm } from './encode-pairs.ts';
import type { Flow } from './flow.ts';
import { groupPairs } from './group-pairs.ts';
import type { Pairs } from './lines.ts';
import { isPassing, redirectOf, refused } from './refusals.ts';
import type { SlotSet } from './slot-set.ts';

/** What sends have in common in one thread. */
export interface Sender {
  readonly cluster: Cluster;
  readonly encoder: PairEncoder;
  readonly flow: Flow;
  readonly chunks: Buffers;
  readonly windowBytes: number;
  /** Before the first byte goes over a connection. */
  readonly onConnected: (connection: NodeConnection) => Promise<void>;
  readonly onAcknowledged: (node: Address, pairs: number, bytes: number) => void;
}

export interface SentBlock {
  readonly source: Buffer;
  readonly pairs: Pairs;
  /** Only these slots; undefined: all. */
  readonly chosen: SlotSet | undefined;
  /** Connections that took some of it: they are asked later whether replicas have it. */
  readonly touched: Set<NodeConnection>;
}

interface Batch {
  readonly node: Address;
  readonly order: Uint32Array;
  readonly form: PairForm;
}

interface Refused {
  readonly node: Address;
  readonly index: number;
  readonly error: ReplyError;
}

const PAUSE_MS = 20;
const PAUSE_MS_MAX = 500;
const NOWHERE: Address = { host: 'no node', port: 0 };
const NO_NODE = new ReplyError('CLUSTERDOWN the slot has no node');

/** Sends a block's pairs until each is acknowledged, wherever its slot is by then. Rejects with ConnectionLost when a node went away. */
export async function sendBlock(block: SentBlock, sender: Sender): Promise<void> {
  const { cluster } = sender;
  const deadlineMs = performance.now() + cluster.failoverMsMax;
  let { batches, rest } = plan(block, sender);
  for (let pauseMs = PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX)) {
    const refusals = [...rest, ...(await sendBatches(batches, block, sender))];
    const [first] = refusals;
    if (!first) return;
    const final = refusals.find(({ error }) => !isPassing(error));
    if (final) throw refused(final.node, 'SET', final.error);
    if (performance.now() > deadlineMs) throw await cluster.unavailable(new Deferred(first.error.message));
    const asked = refusals.filter(({ error }) => error.code === 'ASK');
    const others = refusals.filter(({ error }) => error.code !== 'ASK');
    if (others.length > 0) {
      await wait(pauseMs);
      await cluster.refresh();
    }
    const again = plan(
      block,
      sender,
      Uint32Array.from(others, ({ index }) => index),
    );
    batches = [...again.batches, ...askingBatches(asked)];
    rest = again.rest;
  }
}

function plan({ pairs, chosen }: SentBlock, { cluster }: Sender, only?: Uint32Array) {
  const { groups, orphans } = groupPairs(pairs, cluster.topology, { chosen, ...(only ? { only } : {}) });
  const batches = groups.map(
    ({ node, order }): Batch => ({ node, order, form: only ? 'single' : 'several' }),
  );
  return {
    batches,
    rest: Array.from(orphans, (index): Refused => ({ node: NOWHERE, index, error: NO_NODE })),
  };
}

/** While a slot moves, a key that is not there any more is asked for at its new node, one command at a time. */
function askingBatches(asked: readonly Refused[]): Batch[] {
  const byNode = Map.groupBy(asked, ({ node, error }) => addressOf(redirectOf(error, node)));
  return [...byNode.values()].flatMap((refusals) => {
    const [first] = refusals;
    if (!first) return [];
    const order = Uint32Array.from(refusals, ({ index }) => index).sort();
    return [{ node: redirectOf(first.error, first.node), order, form: 'asking' }];
  });
}

async function sendBatches(batches: readonly Batch[], block: SentBlock, sender: Sender): Promise<Refused[]> {
  // All of them end before an error is passed on: the block's memory is used again.
  const outcomes = await Promise.allSettled(batches.map((batch) => sendBatch(batch, block, sender)));
  return outcomes.flatMap((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

async function sendBatch({ node, order, form }: Batch, block: SentBlock, sender: Sender): Promise<Refused[]> {
  const { source, pairs } = block;
  const { cluster, chunks, encoder, flow } = sender;
  const connection = await cluster.connect(node);
  await sender.onConnected(connection);
  block.touched.add(connection);
  const refusals: Refused[] = [];
  const unanswered: Promise<void>[] = [];
  for (let from = 0; from < order.length && !connection.isLost; ) {
    await connection.room(sender.windowBytes);
    const target = chunks.take(encoder.bytesMax(pairs, order[from] as number));
    const { next, bytes, commands } = encoder.encode(source, pairs, { order, from, target, form });
    await flow.take(addressOf(node), bytes);
    const count = next - from;
    const settle = (refused: readonly Refusal[]) => {
      chunks.give(target);
      const found = refused.flatMap((refusal) => refusedPairs(refusal, { node, order, commands, next }));
      refusals.push(...found);
      sender.onAcknowledged(node, count - found.length, bytes);
    };
    const answered = connection.sendChunk(target.subarray(0, bytes), commands.length).then(settle);
    // It is awaited below, perhaps after it has failed.
    answered.catch(() => undefined);
    unanswered.push(answered);
    from = next;
  }
  await Promise.all(unanswered);
  // Lost before the first chunk, or between two: what follows was never sent.
  connection.throwIfLost();
  return refusals;
}

interface SentChunk {
  readonly node: Address;
  readonly order: Uint32Array;
  readonly commands: readonly number[];
  readonly next: number;
}

/** All pairs of the command that was refused. */
function refusedPairs({ index, error }: Refusal, { node, order, commands, next }: SentChunk): Refused[] {
  const start = commands[index] as number;
  const end = commands.find((from, command) => command > index && from > start) ?? next;
  return Array.from(order.subarray(start, end), (pair) => ({ node, index: pair, error }));
}
