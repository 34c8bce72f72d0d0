import type { Memory, Module } from '../kernel/web-assembly.ts';
import type { Inserted } from './insert-partitions.ts';
import type { LoadFault } from './load-fault.ts';
import type { LoadLimits } from './load-limits.ts';
import type { DoneTask } from './load-tasks.ts';
import type { ListedEntries } from './partition-lists.ts';
import type { LoadTask } from './plan-tasks.ts';

/** Marks our messages: under `node --watch` a worker posts others. */
export const TAG = 'oremill.kv.load';

/** What a worker needs to take part in a load. */
export interface LoadOrder {
  readonly memory: Memory;
  /** The table's kernel, compiled. */
  readonly kernel: Module;
  readonly tasks: readonly LoadTask[];
  readonly limits: LoadLimits;
  readonly counters: Int32Array<SharedArrayBuffer>;
  readonly progress: Float64Array<SharedArrayBuffer>;
}

export interface Listed {
  readonly entries: ListedEntries;
  readonly tasks: readonly DoneTask[];
}

export type ToWorker = { readonly tag: typeof TAG } & (
  | { readonly kind: 'load'; readonly order: LoadOrder }
  /** What was pulled; undefined behind the last. */
  | { readonly kind: 'chunk'; readonly chunk: Uint8Array | undefined }
  | { readonly kind: 'insert'; readonly all: readonly ListedEntries[] }
);

export type FromWorker = { readonly tag: typeof TAG } & (
  | { readonly kind: 'ready' }
  /** It wants the next chunk of this task's source. */
  | { readonly kind: 'pull'; readonly ordinal: number }
  | { readonly kind: 'listed'; readonly listed: Listed }
  | { readonly kind: 'inserted'; readonly inserted: Inserted }
  | { readonly kind: 'failed'; readonly fault: Pick<LoadFault, 'code' | 'message' | 'hint'> }
  /** A defect of ours: the stack is what helps. */
  | { readonly kind: 'broken'; readonly error: Error }
);

export function isOurs<Message extends { readonly tag: typeof TAG }>(message: unknown): message is Message {
  return typeof message === 'object' && message !== null && 'tag' in message && message.tag === TAG;
}
