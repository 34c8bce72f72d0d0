import type { ErrorReply } from '@oremill/types';
import type { BuildProgress, BuildReport } from './build-image.ts';

/** Marks our messages: under `node --watch` a worker posts others. */
export const TAG = 'oremill.kv.build';

/** What the thread that builds says. */
export type FromBuilder = { readonly tag: typeof TAG } & (
  | { readonly kind: 'progress'; readonly progress: BuildProgress }
  | { readonly kind: 'built'; readonly report: BuildReport }
  | { readonly kind: 'failed'; readonly reply: ErrorReply; readonly status: number }
);

export function isFromBuilder(message: unknown): message is FromBuilder {
  return typeof message === 'object' && message !== null && 'tag' in message && message.tag === TAG;
}
