import { kvError } from '@oremill/types';
import type { Dataset, OrderedPage, PrefixOptions, ValueOptions } from '../../src/dataset/dataset.ts';
import type { Entry, EntryPage, TableMemory } from '../../src/table/entries.ts';

interface Stored {
  readonly key: Buffer;
  value: Buffer;
  expiresAtMs: number;
}

/** A dataset as simple as can be: a model of the real ones. */
export class MapDataset implements Dataset {
  readonly name: string;
  readonly kind: 'published' | 'live';
  readonly version: number | undefined;
  readonly isOrdered = true;
  readonly #stored = new Map<string, Stored>();
  readonly #nowMs: () => number;
  /** What `settled` returns. */
  settling: Promise<void> | undefined;

  constructor(name: string, options: { nowMs?: () => number; kind?: 'published' | 'live' } = {}) {
    this.name = name;
    this.kind = options.kind ?? 'live';
    this.version = this.kind === 'published' ? 1 : undefined;
    this.#nowMs = options.nowMs ?? Date.now;
  }

  get count(): number {
    return this.#stored.size;
  }

  get(key: Uint8Array): Buffer | undefined {
    return this.#find(key)?.value;
  }

  getMany(keys: readonly Uint8Array[]): (Buffer | undefined)[] {
    return keys.map((key) => this.get(key));
  }

  has(key: Uint8Array): boolean {
    return this.#find(key) !== undefined;
  }

  expiresAtMs(key: Uint8Array): number | undefined {
    return this.#find(key)?.expiresAtMs;
  }

  page(from: number, count: number): EntryPage {
    const ordered = [...this.#stored.values()]
      .filter((stored) => this.#find(stored.key) !== undefined)
      .map((stored) => ({ stored, hash: hash32(stored.key) }))
      .filter(({ hash }) => hash >= from)
      .sort((a, b) => a.hash - b.hash);
    const next = ordered[count]?.hash;
    // Keys of one hash stay together.
    const taken = next === undefined ? ordered : ordered.filter(({ hash }) => hash < next);
    return { entries: taken.map(({ stored }) => entryOf(stored)), next };
  }

  prefix({ prefix, after, limit }: PrefixOptions): OrderedPage {
    const found = [...this.#stored.values()]
      .filter(({ key }) => key.subarray(0, prefix.length).equals(prefix))
      .filter(({ key }) => after === undefined || Buffer.compare(key, after) > 0)
      .sort((a, b) => Buffer.compare(a.key, b.key));
    return { items: found.slice(0, limit), hasMore: found.length > limit };
  }

  randomKey(): Buffer | undefined {
    const keys = [...this.#stored.values()];
    return keys[Math.floor(Math.random() * keys.length)]?.key;
  }

  memory(): TableMemory {
    const sum = (bytes: (stored: Stored) => number) =>
      [...this.#stored.values()].reduce((total, stored) => total + bytes(stored), 0);
    return {
      keyBytes: sum(({ key }) => key.length),
      valueBytes: sum(({ value }) => value.length),
      expiryBytes: sum(({ expiresAtMs }) => (expiresAtMs === 0 ? 0 : 6)),
      headerBytes: 0,
      indexBytes: 0,
      orderBytes: 0,
      deadBytes: 0,
      freeBytes: 0,
      fixedBytes: 0,
    };
  }

  set(key: Uint8Array, value: Uint8Array, options: ValueOptions = {}): void {
    this.#checkLive();
    this.#stored.set(nameOf(key), {
      key: Buffer.from(key),
      value: Buffer.from(value),
      expiresAtMs: options.expiresAtMs ?? 0,
    });
  }

  delete(key: Uint8Array): boolean {
    this.#checkLive();
    return this.#find(key) !== undefined && this.#stored.delete(nameOf(key));
  }

  setExpiry(key: Uint8Array, expiresAtMs: number): boolean {
    this.#checkLive();
    const found = this.#find(key);
    if (found !== undefined) found.expiresAtMs = expiresAtMs;
    return found !== undefined;
  }

  clear(): void {
    this.#checkLive();
    this.#stored.clear();
  }

  settled(): Promise<void> | undefined {
    return this.settling;
  }

  /** Past the check that commands make: how a published one gets its pairs. */
  fill(pairs: Readonly<Record<string, string>>): this {
    for (const [key, value] of Object.entries(pairs)) {
      this.#stored.set(nameOf(Buffer.from(key)), {
        key: Buffer.from(key),
        value: Buffer.from(value),
        expiresAtMs: 0,
      });
    }
    return this;
  }

  #find(key: Uint8Array): Stored | undefined {
    const name = nameOf(key);
    const stored = this.#stored.get(name);
    if (stored === undefined) return undefined;
    if (stored.expiresAtMs === 0 || stored.expiresAtMs > this.#nowMs()) return stored;
    this.#stored.delete(name);
    return undefined;
  }

  #checkLive(): void {
    if (this.kind === 'published') throw kvError('READONLY', `dataset ${this.name} is published`);
  }
}

function entryOf({ key, value, expiresAtMs }: Stored): Entry {
  return { key, value, expiresAtMs, isCompressed: false };
}

function nameOf(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');
}

/** FNV-1a: any order will do that a key keeps. */
function hash32(key: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of key) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
