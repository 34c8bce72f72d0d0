import type { Eviction, Fsync } from '@oremill/types';

/** The only dataset, which clients begin with. */
export const DATASET = 'main';

export interface ServeOptions {
  readonly folder: string;
  /** `bare`: a table without a log, which no user can have; it shows what the log costs. */
  readonly kind: 'live' | 'published' | 'bare';
  readonly fsync?: Fsync;
  /** Pairs to begin with, where the folder has none. */
  readonly file?: string;
  readonly isOrdered?: boolean;
  readonly isHttp?: boolean;
  /** `redis://host:port` of the server that it follows; it begins with nothing then. */
  readonly leader?: string;
  /** Of one that is written: memory that it may take, and what happens when it is full. */
  readonly maxBytes?: number;
  readonly eviction?: Eviction;
}

/** The first line. */
export interface Served {
  readonly port: number;
  readonly httpPort?: number | undefined;
  /** What opening the store took, with all that was in it. */
  readonly openSeconds: number;
}

export type Question =
  | { readonly do: 'content'; readonly keysPath: string }
  | { readonly do: 'clear' }
  | { readonly do: 'snapshot' }
  | { readonly do: 'publish'; readonly file: string }
  /** From here on the longest pause of the event loop is looked for; `delay` tells it. */
  | { readonly do: 'begin' }
  | { readonly do: 'delay' };
