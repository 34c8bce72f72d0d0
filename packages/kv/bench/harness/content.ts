import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Content } from './bench.ts';
import { readPairs } from './pairs-file.ts';

const SAMPLED = 1000;
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** Stands for the value of a key that is missing: no value of a line has this byte. */
const MISSING = Buffer.from('\n');

export interface PairsContent extends Content {
  readonly pairs: number;
  readonly valueBytes: number;
  /** A digest of the values of some keys, in their order. */
  readonly sample: string;
}

export interface ExpectedContent {
  readonly content: PairsContent;
  /** Lines of the keys that are sampled: what any contender is asked for. */
  readonly keysPath: string;
  readonly keys: readonly Buffer[];
}

/** What has to be in a table that the file was loaded into. Each key is in the file once. */
export function expectContent(path: string, pairsInAll: number, folder: string): ExpectedContent {
  const step = Math.max(1, Math.floor(pairsInAll / SAMPLED));
  const keys: Buffer[] = [];
  const digest = new SampleDigest();
  let pairs = 0;
  let valueBytes = 0;
  readPairs(path, (key, value) => {
    if (pairs % step === 0) {
      keys.push(Buffer.from(key));
      digest.add(value);
    }
    pairs += 1;
    valueBytes += value.length;
  });
  const keysPath = join(folder, 'sampled-keys');
  writeFileSync(keysPath, Buffer.concat(keys.flatMap((key) => [key, Buffer.from('\n')])));
  return { content: { pairs, valueBytes, sample: digest.toString() }, keysPath, keys };
}

/** FNV-1a of values, each with a newline behind it; the peers in C++ have the same. */
export class SampleDigest {
  #hash = FNV_BASIS;

  add(value: Uint8Array | undefined | null): void {
    for (const byte of value ?? MISSING) this.#mix(byte);
    this.#mix(10);
  }

  toString(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, '0');
  }

  #mix(byte: number): void {
    this.#hash = Math.imul(this.#hash ^ byte, FNV_PRIME);
  }
}

export function digestValues(values: Iterable<Uint8Array | undefined | null>): string {
  const digest = new SampleDigest();
  for (const value of values) digest.add(value);
  return digest.toString();
}
