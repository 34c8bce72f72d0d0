import type { Clock, Random } from '@oremill/runtime';
import { kvError } from '@oremill/types';
import type { Part } from './part.ts';
import { FIXED_BYTES, SEGMENT_BYTES, SEGMENTS_MOST } from './table-layout.ts';

export type EvictionPolicy = 'refuse' | 'evict-oldest' | 'evict-expiring';

export interface TableOptions {
  /** All memory that the table may take, its index and what is free in it included; 4 GiB at most, as without it. */
  readonly maxBytes?: number | undefined;
  /** What happens when that is reached; `refuse` unless said otherwise. */
  readonly policy?: EvictionPolicy | undefined;
  /** The limit holds from `startLimits` on: what is loaded before may take more for a while, and evicts nothing. */
  readonly limitsLater?: boolean | undefined;
  /** Keeps keys in order too, for prefixes: 4 to 6 bytes more an entry, and slower writes. */
  readonly ordered?: boolean | undefined;
  /** Of a dataset of several tables, which one this is: it is given keys of its range of hashes alone. */
  readonly part?: Part | undefined;
  /** Of the hash: random, unless the order of entries is to be that of an ordered stream. */
  readonly seed?: bigint | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
}

/** What the kernel is told of them. */
export interface TableLimits {
  readonly segmentsMax: number;
  readonly policy: number;
}

/** Hears what a write evicts before it is done, as operations of the log: a view that holds until this returns, and the table is not to be touched. */
export type EvictionListener = (operations: Buffer, count: number) => void;

/** In the order of their numbers in kernels/table/layout.as. */
const POLICIES: readonly EvictionPolicy[] = ['refuse', 'evict-oldest', 'evict-expiring'];
/** As these: no policy of somebody, but that of `limitsLater`. */
export const STRETCH = POLICIES.length;
const MAX_BYTES_LEAST = 16 * 1024 * 1024;

export const KEY_BYTES_MAX = 64 * 1024;
const VALUE_BYTES_MAX = 1024 * 1024 * 1024;

export function limitsOf({
  maxBytes = Number.POSITIVE_INFINITY,
  policy = 'refuse',
}: TableOptions): TableLimits {
  if (maxBytes < MAX_BYTES_LEAST)
    throw kvError('CONFIG_INVALID', `a table cannot live in ${maxBytes} bytes`, {
      hint: `give it ${MAX_BYTES_LEAST} bytes or more`,
    });
  const segmentsMax = Math.min(Math.floor((maxBytes - FIXED_BYTES) / SEGMENT_BYTES), SEGMENTS_MOST);
  return { segmentsMax, policy: POLICIES.indexOf(policy) };
}

/** Throws when no table takes an entry of such lengths. */
export function checkLengths(key: Uint8Array, value: Uint8Array): void {
  if (key.length > KEY_BYTES_MAX)
    throw kvError('KEY_TOO_LARGE', `a key of ${key.length} bytes is too long`, {
      hint: `keys have at most ${KEY_BYTES_MAX} bytes`,
    });
  if (value.length > VALUE_BYTES_MAX)
    throw kvError('VALUE_TOO_LARGE', `a value of ${value.length} bytes is too long`, {
      hint: `values have at most ${VALUE_BYTES_MAX} bytes`,
    });
}
