import { setTimeout as wait } from 'node:timers/promises';
import type { Objects } from '@oremill/runtime/objects';
import { kvError } from '@oremill/types';
import type { NodeConnection } from '../client/connection.ts';
import type { Buffers } from './buffers.ts';
import { isForNow } from './cluster.ts';
import { commit } from './commit.ts';
import type { KeySample } from './key-sample.ts';
import { indexLines, LineInvalid, type Pairs } from './lines.ts';
import { type Block, readBlocks } from './read-blocks.ts';
import { type Sender, sendBlock } from './send-block.ts';
import type { SlotSet } from './slot-set.ts';
import type { Stretch } from './stretch.ts';
import type { Turns } from './turns.ts';

export interface StretchSender extends Sender {
  readonly objects: Objects;
  readonly blocks: Buffers;
  /** So many blocks are under way at once. */
  readonly turns: Turns;
  readonly prefixCrc: number;
  readonly sample: KeySample;
  readonly replicasWanted: number;
  readonly onRetry: (reason: string) => void;
}

const PAUSE_MS = 100;
const PAUSE_MS_MAX = 2000;
const TRIES_MAX = 50;

/**
 * Sends a stretch and resolves to its pairs once they are acknowledged and replicated. When a node goes away it is
 * sent again from its beginning: which of its pairs had reached a replica nobody can tell, and SET may be repeated.
 */
export async function sendStretch(
  stretch: Stretch,
  chosen: SlotSet | undefined,
  sender: StretchSender,
): Promise<number> {
  const { cluster } = sender;
  let deadlineMs: number | undefined;
  for (let tries = 1, pauseMs = PAUSE_MS; ; tries += 1, pauseMs = Math.min(pauseMs * 2, PAUSE_MS_MAX)) {
    try {
      return await trySend(stretch, chosen, sender);
    } catch (error) {
      if (!isForNow(error)) throw error;
      const nowMs = performance.now();
      deadlineMs ??= nowMs + cluster.failoverMsMax;
      if (nowMs > deadlineMs || tries === TRIES_MAX) throw await cluster.unavailable(error);
      sender.onRetry(error instanceof Error ? error.message : String(error));
      await wait(pauseMs);
      await refreshUntil(deadlineMs, sender);
    }
  }
}

async function trySend(
  stretch: Stretch,
  chosen: SlotSet | undefined,
  sender: StretchSender,
): Promise<number> {
  const touched = new Set<NodeConnection>();
  const sending = new Set<Promise<void>>();
  let failure: unknown;
  let count = 0;
  for await (const block of readBlocks(stretch, sender.blocks, sender.objects)) {
    const turn = await sender.turns.take();
    if (failure !== undefined) {
      turn.end();
      break;
    }
    const pairs = turn.pairs;
    const sent = indexed(block, pairs, stretch, sender).then(() => {
      count += pairs.count;
      return sendBlock({ source: block.bytes, pairs, chosen, touched }, sender);
    });
    const done = sent
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(() => {
        sender.blocks.give(block.buffer);
        turn.end();
        sending.delete(done);
      });
    sending.add(done);
  }
  await Promise.all(sending);
  if (failure !== undefined) throw failure;
  await commit(sender.cluster, touched, sender.replicasWanted);
  return count;
}

/** Asynchronous only so that its errors come where those of sending do. */
async function indexed(
  block: Block,
  pairs: Pairs,
  { source }: Stretch,
  sender: StretchSender,
): Promise<void> {
  const { sample, prefixCrc } = sender;
  try {
    indexLines(block.bytes, pairs, {
      prefixCrc,
      isEscaped: source.format.isEscaped,
      sampleLimit: sample.limit,
      onSampled: (hash, found, index) => sample.offer(hash, block.bytes, found, index),
    });
  } catch (error) {
    if (!(error instanceof LineInvalid)) throw error;
    throw kvError(
      'SOURCE_INVALID',
      `${source.name}: the line at byte ${block.offset + error.start} ${error.message}`,
      {
        hint: 'Each line is a key, a tab, and a value; keys and values with tabs or newlines need tsv-escaped.',
      },
    );
  }
}

/** While many nodes are away, even the question which ones may fail for now. */
async function refreshUntil(deadlineMs: number, { cluster }: StretchSender): Promise<void> {
  for (;;) {
    try {
      await cluster.refresh();
      return;
    } catch (error) {
      if (performance.now() > deadlineMs) throw error;
      await wait(PAUSE_MS_MAX);
    }
  }
}
