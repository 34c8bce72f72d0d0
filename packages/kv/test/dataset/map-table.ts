import { crc32 } from 'node:zlib';
import type { Clock } from '@oremill/runtime';
import type { LiveTable } from '../../src/dataset/live-table.ts';
import { encodeDelete, encodeSet, operationBytesMax } from '../../src/log/operations.ts';
import type { Entry, EntryPage, SetOptions, TableMemory } from '../../src/table/entries.ts';
import type { EvictionListener } from '../../src/table/table-options.ts';

interface Stored {
  readonly key: Buffer;
  readonly value: Buffer;
  readonly isCompressed: boolean;
  readonly expiresAtMs: number;
}

/** Copies of a snapshot, also of few entries. */
const COPIES = 16;

/** Entries that are evicted at a time, of one that has a limit. */
const EVICTED_AT_ONCE = 3;

interface MapTableOptions {
  readonly seed: bigint;
  readonly clock: Clock;
  /** The entries written first are evicted when there are more. */
  readonly countMax?: number;
}

/** A table over a `Map`, as the model of what tables do: also that reads remove what has expired, and `tend` tells of it. */
export class MapTable implements LiveTable {
  readonly seed: bigint;
  readonly isOrdered = true;
  readonly #clock: Clock;
  readonly #entries = new Map<string, Stored>();
  readonly #countMax: number;
  #expired: Buffer[] = [];
  #onEvicted: EvictionListener | undefined;
  #keepsExpired = false;

  constructor({ seed, clock, countMax = Number.POSITIVE_INFINITY }: MapTableOptions) {
    this.seed = seed;
    this.#clock = clock;
    this.#countMax = countMax;
  }

  get count(): number {
    return this.#entries.size;
  }

  find(key: Uint8Array): Entry | undefined {
    const entry = this.#entries.get(nameOf(key));
    if (entry === undefined || !this.#isExpired(entry)) return entry;
    if (this.#keepsExpired) return undefined;
    this.#entries.delete(nameOf(key));
    this.#expired.push(entry.key);
    return undefined;
  }

  findMany(keys: readonly Uint8Array[]): (Entry | undefined)[] {
    return keys.map((key) => this.find(key));
  }

  has(key: Uint8Array): boolean {
    return this.find(key) !== undefined;
  }

  deferOrder(): void {}

  orderSome(): boolean {
    return true;
  }

  set(key: Uint8Array, value: Uint8Array, { isCompressed = false, expiresAtMs = 0 }: SetOptions = {}): void {
    const entry = { key: Buffer.from(key), value: Buffer.from(value), isCompressed, expiresAtMs };
    if (!this.#entries.has(nameOf(key)) && this.#entries.size >= this.#countMax) this.#evict();
    this.#entries.set(nameOf(key), entry);
  }

  #evict(): void {
    if (this.#onEvicted === undefined) return;
    const evicted = [...this.#entries.values()].slice(0, EVICTED_AT_ONCE);
    const operations = evicted.map(({ key }) => {
      const operation = Buffer.alloc(operationBytesMax(key.length));
      return operation.subarray(0, encodeDelete(operation, 0, key));
    });
    this.#onEvicted(Buffer.concat(operations), evicted.length);
    for (const { key } of evicted) this.#entries.delete(nameOf(key));
  }

  delete(key: Uint8Array): boolean {
    if (this.#keepsExpired) return this.#entries.delete(nameOf(key));
    return this.find(key) !== undefined && this.#entries.delete(nameOf(key));
  }

  setExpiry(key: Uint8Array, expiresAtMs: number): boolean {
    const entry = this.#entries.get(nameOf(key));
    if (entry === undefined) return false;
    if (!this.#keepsExpired && this.find(key) === undefined) return false;
    this.#entries.set(nameOf(key), { ...entry, expiresAtMs });
    return true;
  }

  clear(): void {
    this.#entries.clear();
    this.#expired = [];
  }

  tend(): readonly Buffer[] {
    for (const entry of this.#entries.values()) if (this.#isExpired(entry)) this.find(entry.key);
    const expired = this.#expired;
    this.#expired = [];
    return expired;
  }

  page(from: number, count: number): EntryPage {
    const entries = this.#inOrder().filter((entry) => this.#placeOf(entry.key) >= from);
    const next = entries[count];
    return { entries: entries.slice(0, count), next: next && this.#placeOf(next.key) };
  }

  prefix({ prefix, after, limit }: { prefix: Uint8Array; after?: Uint8Array; limit: number }) {
    const items = [...this.#entries.values()]
      .filter((entry) => !this.#isExpired(entry) && entry.key.subarray(0, prefix.length).equals(prefix))
      .filter(({ key }) => after === undefined || Buffer.compare(key, after) > 0)
      .sort((a, b) => Buffer.compare(a.key, b.key));
    return { items: items.slice(0, limit), hasMore: items.length > limit };
  }

  randomKey(): Buffer | undefined {
    return this.#entries.values().next().value?.key;
  }

  copyOrdered(from: number, target: Buffer) {
    let bytes = 0;
    let count = 0;
    const countMax = Math.ceil(this.count / COPIES);
    for (const entry of this.#inOrder()) {
      const place = this.#placeOf(entry.key);
      if (place < from) continue;
      const record = encodeRecord(entry);
      if (count === countMax || bytes + record.length > target.length) return { bytes, count, next: place };
      record.copy(target, bytes);
      bytes += record.length;
      count += 1;
    }
    return { bytes, count, next: undefined };
  }

  appendOrdered(records: Buffer): void {
    for (let at = 0; at < records.length; ) at = this.#append(records, at);
  }

  memory(): TableMemory {
    let keyBytes = 0;
    let valueBytes = 0;
    for (const { key, value } of this.#entries.values()) {
      keyBytes += key.length;
      valueBytes += value.length;
    }
    const none = { expiryBytes: 0, headerBytes: 0, indexBytes: 0, orderBytes: 0, deadBytes: 0 };
    return { keyBytes, valueBytes, ...none, freeBytes: 0, fixedBytes: 0 };
  }

  startLimits(onEvicted: EvictionListener): void {
    this.#onEvicted = onEvicted;
    while (this.#entries.size > this.#countMax) this.#evict();
  }

  keepExpired(isKept: boolean): void {
    this.#keepsExpired = isKept;
  }

  close(): void {}

  #append(records: Buffer, start: number): number {
    let at = start;
    const readLength = (): number => {
      for (let length = 0, unit = 1; ; unit *= 128) {
        const byte = records[at++] as number;
        length += (byte % 128) * unit;
        if (byte < 128) return length;
      }
    };
    const head = readLength();
    const valueBytes = readLength();
    const expiresAtMs = head % 2 === 1 ? records.readUIntLE(at, 6) : 0;
    if (head % 2 === 1) at += 6;
    const keyEnd = at + Math.floor(head / 4);
    const value = records.subarray(keyEnd, keyEnd + valueBytes);
    this.set(records.subarray(at, keyEnd), value, { isCompressed: head % 4 >= 2, expiresAtMs });
    return keyEnd + valueBytes;
  }

  #isExpired({ expiresAtMs }: Stored): boolean {
    return expiresAtMs !== 0 && expiresAtMs <= this.#clock.nowMs();
  }

  /** No two keys of a test have the same. */
  #placeOf(key: Uint8Array): number {
    return crc32(key, Number(this.seed % 0xffffn));
  }

  #inOrder(): Stored[] {
    return [...this.#entries.values()].sort((a, b) => this.#placeOf(a.key) - this.#placeOf(b.key));
  }
}

function nameOf(key: Uint8Array): string {
  return Buffer.from(key).toString('latin1');
}

/** As a set of the log, without its kind. */
function encodeRecord(entry: Stored): Buffer {
  const buffer = Buffer.alloc(entry.key.length + entry.value.length + 32);
  return buffer.subarray(1, encodeSet(buffer, 0, entry.key, entry.value, entry));
}
