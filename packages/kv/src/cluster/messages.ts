import type { ErrorReply } from '@oremill/types';
import type { Access } from '../client/access.ts';
import type { SampledKeys } from './key-sample.ts';
import type { SlotRange } from './slot-set.ts';
import type { Stretch } from './stretch.ts';

/** What a worker needs before it begins. */
export interface WorkerPlan {
  readonly access: Access;
  readonly failoverMsMax: number;
  /** Before each key; without braces. */
  readonly prefix: string;
  readonly replicasWanted: number;
  readonly windowBytes: number;
  readonly sampleSize: number;
  readonly bytesPerSecond: number | undefined;
  readonly isPaused: boolean;
}

/** A stretch to send; `slots` are those that are wanted of it, undefined: all. */
export interface Task {
  readonly id: number;
  readonly stretch: Stretch;
  readonly slots: readonly SlotRange[] | undefined;
}

export type ToWorker =
  | { readonly kind: 'send'; readonly task: Task }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'limit'; readonly bytesPerSecond: number | undefined }
  /** Answered by a sample, and then by the end of the worker. */
  | { readonly kind: 'finish' };

/** Since the last message of its kind. */
export interface SentToNode {
  readonly address: string;
  readonly pairs: number;
  readonly bytes: number;
}

export type FromWorker =
  | { readonly kind: 'progress'; readonly nodes: readonly SentToNode[] }
  /** A node was connected to: another run of the same node has lost what it kept in memory alone. */
  | { readonly kind: 'met'; readonly address: string; readonly nodeId: string; readonly runId: string }
  | { readonly kind: 'retry'; readonly reason: string }
  | { readonly kind: 'done'; readonly id: number; readonly pairs: number }
  | { readonly kind: 'sample'; readonly sample: SampledKeys }
  | { readonly kind: 'failed'; readonly reply: ErrorReply; readonly status: number }
  /** A defect of ours: the stack is what helps. */
  | { readonly kind: 'broken'; readonly error: Error };
