import type { Clock, Random } from '@oremill/runtime';
import type { ImageDescription } from '../image/image-format.ts';
import { accountSealed } from './account-sealed.ts';
import { copySealed } from './copy-sealed.ts';
import type { Entry, EntryPage, OrderedTable, TableMemory } from './entries.ts';
import type { OrderedCopy } from './ordered-records.ts';
import type { RequestTable } from './request-table.ts';
import { BATCH, SealedDesk } from './sealed-desk.ts';
import { type SealedHandle, SealedMemory } from './sealed-memory.ts';
import { searchOrder } from './search-order.ts';

export interface SealedTableOptions {
  /** Of the image, for messages. */
  readonly path: string;
  readonly memory: SealedMemory;
  readonly clock: Clock;
  readonly random: Random;
}

/** Entries drawn before giving up on luck: so many may have expired. */
const DRAWS = 64;

/**
 * A table image in memory: it never changes, and any number of threads may read it, each by a SealedTable of its own
 * (`share`, `SealedTable.attach`). Entries that have expired are counted, but not found.
 */
export class SealedTable implements OrderedTable {
  readonly description: ImageDescription;
  readonly requests: RequestTable;
  readonly #memory: SealedMemory;
  readonly #desk: SealedDesk;
  readonly #clock: Clock;
  readonly #random: Random;
  #isClosed = false;

  constructor({ path, memory, clock, random }: SealedTableOptions) {
    this.description = memory.description;
    this.#memory = memory;
    this.#desk = new SealedDesk(memory, path);
    this.requests = {
      shared: memory.shared,
      region: this.#desk.at,
      serveRequests: this.#desk.kernel.serveRequests,
    };
    this.#clock = clock;
    this.#random = random;
  }

  /** In another thread than the one that opened the image. */
  static attach(handle: SealedHandle, { clock, random }: { clock: Clock; random: Random }): SealedTable {
    return new SealedTable({ path: handle.path, memory: SealedMemory.attach(handle), clock, random });
  }

  /** May be sent to other threads. */
  share(): SealedHandle {
    return {
      memory: this.#memory.shared.memory,
      path: this.#desk.path,
      description: this.description,
    };
  }

  get count(): number {
    return this.description.entries;
  }

  get isOrdered(): boolean {
    return this.description.isOrdered;
  }

  /** Of the hash, and so of `copyOrdered`. */
  get seed(): bigint {
    return this.description.seed;
  }

  /** The dictionary that lies in the image; undefined without one. */
  get dictionary(): Buffer | undefined {
    const { dictionaryBytes, dataAt } = this.description;
    return dictionaryBytes === 0 ? undefined : this.#memory.image.subarray(dataAt - dictionaryBytes, dataAt);
  }

  find(key: Uint8Array): Entry | undefined {
    return this.#desk.find(key) && this.#isAlive(0) ? this.#desk.entry(0) : undefined;
  }

  has(key: Uint8Array): boolean {
    return this.#desk.find(key) && this.#isAlive(0);
  }

  findMany(keys: readonly Uint8Array[]): (Entry | undefined)[] {
    const entries: (Entry | undefined)[] = [];
    for (let from = 0; from < keys.length; ) {
      const end = this.#desk.findMany(keys, from);
      for (let index = 0; index < end - from; index += 1) entries.push(this.#entry(index));
      from = end;
    }
    return entries;
  }

  page(from: number, count: number): EntryPage {
    const { kernel } = this.#desk;
    const entries: Entry[] = [];
    const first = kernel.bucketOf(from) >>> 0;
    for (let bucket = first; bucket < this.description.buckets; bucket += 1) {
      if (entries.length >= count) return { entries, next: kernel.firstPrefixOf(bucket) };
      this.#list(bucket, bucket === first ? from : 0, entries);
    }
    return { entries, next: undefined };
  }

  prefix({
    prefix,
    after,
    limit,
  }: {
    readonly prefix: Uint8Array;
    readonly after?: Uint8Array;
    readonly limit: number;
  }): { items: Entry[]; hasMore: boolean } {
    const items: Entry[] = [];
    const { start, end } = searchOrder(this.#desk, prefix, after);
    for (let at = start; at < end; ) {
      const listed = this.#desk.kernel.listOrder(at, Math.min(BATCH, end - at, limit + 1), this.#desk.at);
      for (let index = 0; index < listed; index += 1) {
        const entry = this.#entry(index);
        if (entry === undefined) continue;
        if (items.length === limit) return { items, hasMore: true };
        items.push(entry);
      }
      at += listed;
    }
    return { items, hasMore: false };
  }

  /** Records of the entries from a place on, expired ones too; see `copySealed`. */
  copyOrdered(from: number, target: Buffer): OrderedCopy {
    return copySealed(this.#desk, from, target);
  }

  /** Any key, each equally likely. */
  randomKey(): Buffer | undefined {
    const { buckets, mostInBucket } = this.description;
    const { kernel, at } = this.#desk;
    for (let draw = 0; draw < DRAWS && mostInBucket > 0; draw += 1) {
      const bucket = Math.floor(this.#random() * buckets);
      // As many places in each bucket, so that entries of full ones are not drawn less often.
      const place = Math.floor(this.#random() * mostInBucket);
      if (kernel.listBucket(bucket, place, 1, 0, at) === 0) continue;
      const entry = this.#entry(0);
      if (entry) return entry.key;
    }
    for (let from: number | undefined = 0; from !== undefined; ) {
      const page = this.page(from, BATCH);
      if (page.entries[0]) return page.entries[0].key;
      from = page.next;
    }
    return undefined;
  }

  memory(): TableMemory {
    return accountSealed(this.description, this.#memory.shared.memory.buffer.byteLength);
  }

  /** A bucket that the directory has in no possible place. */
  firstUnsoundBucket(): number | undefined {
    const bucket = this.#desk.kernel.firstUnsound() >>> 0;
    return bucket === this.description.buckets ? undefined : bucket;
  }

  /** Gives back this thread's desk; the memory goes when nothing refers to it any more. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#desk.close();
  }

  #list(bucket: number, fromPrefix: number, entries: Entry[]): void {
    const { kernel, at } = this.#desk;
    for (let place = 0; place < this.description.mostInBucket; place += BATCH) {
      const count = kernel.listBucket(bucket, place, BATCH, fromPrefix, at);
      for (let index = 0; index < count; index += 1) {
        const entry = this.#entry(index);
        if (entry) entries.push(entry);
      }
    }
  }

  /** Undefined when it is missing or has expired. */
  #entry(index: number): Entry | undefined {
    return this.#desk.isFound(index) && this.#isAlive(index) ? this.#desk.entry(index) : undefined;
  }

  #isAlive(index: number): boolean {
    const expiresAtMs = this.#desk.expiresAtMs(index);
    return expiresAtMs === 0 || expiresAtMs > this.#clock.nowMs();
  }
}
