import { hash } from 'node:crypto';
import type { Pairs } from './lines.ts';

/** A key that was sent, and what its value may be: several, where the input has the key several times. */
export interface SampledKey {
  readonly hash: number;
  /** Byte by byte, as Latin-1. */
  readonly key: string;
  readonly digests: readonly string[];
}

export interface SampledKeys {
  readonly keys: readonly SampledKey[];
  /** All keys below this hash are among them. */
  readonly limit: number;
}

const HASH_END = 2 ** 32;

/**
 * The keys with the smallest hashes: each distinct key has the same chance, and all of its occurrences are seen, in
 * whatever part and thread they come.
 */
export class KeySample {
  readonly #size: number;
  readonly #keys = new Map<string, { readonly hash: number; readonly digests: Set<string> }>();
  limit = HASH_END;

  constructor(size: number) {
    this.#size = size;
  }

  /** Returns the limit below which further keys are wanted. */
  offer(keyHash: number, source: Buffer, pairs: Pairs, index: number): number {
    const keyEnd = pairs.keyEnds[index] as number;
    const key = source.toString('latin1', pairs.keyStarts[index] as number, keyEnd);
    const digest = digestOf(source.subarray(keyEnd + 1, pairs.valueEnds[index] as number));
    const known = this.#keys.get(key);
    if (known) known.digests.add(digest);
    else this.#keys.set(key, { hash: keyHash, digests: new Set([digest]) });
    if (this.#keys.size >= 2 * this.#size) this.#cut();
    return this.limit;
  }

  taken(): SampledKeys {
    const keys = [...this.#keys].map(([key, each]) => ({ key, hash: each.hash, digests: [...each.digests] }));
    return { keys, limit: this.limit };
  }

  #cut(): void {
    const hashes = [...this.#keys.values()].map((each) => each.hash).sort((a, b) => a - b);
    this.limit = hashes[this.#size] ?? HASH_END;
    for (const [key, each] of this.#keys) if (each.hash >= this.limit) this.#keys.delete(key);
  }
}

/** One sample of what several threads saw. */
export function mergeSamples(samples: readonly SampledKeys[], size: number): SampledKey[] {
  const limit = Math.min(HASH_END, ...samples.map((sample) => sample.limit));
  const merged = new Map<string, SampledKey>();
  for (const each of samples.flatMap((sample) => sample.keys)) {
    if (each.hash >= limit) continue;
    const digests = new Set([...(merged.get(each.key)?.digests ?? []), ...each.digests]);
    merged.set(each.key, { ...each, digests: [...digests] });
  }
  return [...merged.values()].sort((a, b) => a.hash - b.hash).slice(0, size);
}

export function digestOf(value: Uint8Array): string {
  return hash('sha256', value, 'base64');
}
