import type { Clock, Random } from '@oremill/runtime';
import { imageCorrupt } from '../image/describe-image.ts';
import { type ImageDescription, placeBitsOf } from '../image/image-format.ts';
import { loadSealedKernel, type SealedKernel } from '../image/sealed-kernel.ts';
import { PAGE_BYTES } from '../kernel/shared-memory.ts';
import type { Entry, EntryPage, OrderedTable, TableMemory } from './entries.ts';
import { SealedEntry } from './sealed-entry.ts';
import { DESK_BYTES, IMAGE_AT, type SealedHandle, SealedMemory } from './sealed-memory.ts';

export interface SealedTableOptions {
  /** Of the image, for messages. */
  readonly path: string;
  readonly memory: SealedMemory;
  readonly clock: Clock;
  readonly random: Random;
}

export interface PrefixOptions {
  readonly prefix: Uint8Array;
  readonly after?: Uint8Array;
  readonly limit: number;
}

/** What `copyOrdered` copied. */
export interface OrderedCopy {
  readonly bytes: number;
  readonly count: number;
  /** Where to go on; undefined behind the last. */
  readonly next: number | undefined;
}

/** Entries that the kernel finds or lists in one call. */
const BATCH = 256;
/** Entries of one bucket whose results the desk holds; it has so many only when somebody chose keys for it. */
const LIST_MAX = 512;
// A thread's desk: what was found, what a batch is looked up by, a report, and bytes behind the first page.
const FOUND_WORDS = 8;
const LOOKUPS_AT = 16 * 1024;
const LENGTHS_AT = 32 * 1024;
const REPORT_AT = 48 * 1024;
const BYTES_AT = PAGE_BYTES;
const BYTES_MAX = DESK_BYTES - 2 * PAGE_BYTES;

const FOUND = 1;
const CORRUPT = 2;
const MORE = 1;
const EXPIRES = 1;
/** A short key is copied by a loop: a call costs more. */
const COPIED_HERE_MAX = 48;
/** Entries drawn before giving up on luck: so many may have expired. */
const DRAWS = 64;

/**
 * A table image in memory: it never changes, and any number of threads may read it, each by a SealedTable of its own
 * (`share`, `SealedTable.attach`). Entries that have expired are counted, but not found.
 */
export class SealedTable implements OrderedTable {
  readonly path: string;
  readonly description: ImageDescription;
  readonly #memory: SealedMemory;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #kernel: SealedKernel;
  readonly #desk: number;
  readonly #bytes: Buffer;
  readonly #words: Uint32Array;
  #isClosed = false;

  constructor({ path, memory, clock, random }: SealedTableOptions) {
    this.path = path;
    this.description = memory.description;
    this.#memory = memory;
    this.#clock = clock;
    this.#random = random;
    this.#kernel = loadSealedKernel(memory.shared);
    this.#desk = memory.takeDesk();
    this.#bytes = memory.shared.bytes;
    this.#words = new Uint32Array(memory.shared.memory.buffer, this.#desk, BYTES_AT / 4);
    const { seed, buckets, dataAt, dataBytes, directoryAt, orderAt, mostInBucket } = memory.description;
    this.#kernel.openImage(
      seed,
      buckets,
      IMAGE_AT + dataAt,
      dataBytes,
      IMAGE_AT + directoryAt,
      IMAGE_AT + orderAt,
      placeBitsOf(mostInBucket),
    );
  }

  /** In another thread than the one that opened the image. */
  static attach(handle: SealedHandle, { clock, random }: { clock: Clock; random: Random }): SealedTable {
    return new SealedTable({ path: handle.path, memory: SealedMemory.attach(handle), clock, random });
  }

  /** May be sent to other threads. */
  share(): SealedHandle {
    return { memory: this.#memory.shared.memory, path: this.path, description: this.description };
  }

  get count(): number {
    return this.description.entries;
  }

  get isOrdered(): boolean {
    return this.description.isOrdered;
  }

  /** The dictionary that lies in the image; undefined without one. */
  get dictionary(): Buffer | undefined {
    const { dictionaryBytes, dataAt } = this.description;
    return dictionaryBytes === 0 ? undefined : this.#memory.image.subarray(dataAt - dictionaryBytes, dataAt);
  }

  find(key: Uint8Array): Entry | undefined {
    return this.#find(key) ? this.#entry(0) : undefined;
  }

  has(key: Uint8Array): boolean {
    return this.#find(key) && this.#expiry(0) !== undefined;
  }

  findMany(keys: readonly Uint8Array[]): (Entry | undefined)[] {
    const entries: (Entry | undefined)[] = [];
    for (let from = 0; from < keys.length; ) {
      const to = this.#lay(keys, from);
      const desk = this.#desk;
      this.#kernel.findMany(desk + BYTES_AT, desk + LENGTHS_AT, to - from, desk + LOOKUPS_AT, desk);
      for (let index = from; index < to; index += 1) {
        const at = (index - from) * FOUND_WORDS;
        entries.push(this.#isFound(at) ? this.#entry(at) : undefined);
      }
      from = to;
    }
    return entries;
  }

  page(from: number, count: number): EntryPage {
    const entries: Entry[] = [];
    const { buckets } = this.description;
    const first = this.#kernel.bucketOf(from) >>> 0;
    for (let bucket = first; bucket < buckets; bucket += 1) {
      if (entries.length >= count) return { entries, next: this.#kernel.firstPrefixOf(bucket) };
      this.#list(bucket, bucket === first ? from : 0, entries);
    }
    return { entries, next: undefined };
  }

  /**
   * Records of the entries from a place on, expired ones too. No bytes, and somewhere to go on: the target is too
   * small for what comes next. That is a record, or those few whose hashes begin with the same 32 bits.
   */
  copyOrdered(from: number, target: Buffer): OrderedCopy {
    const desk = this.#desk;
    const room = Math.min(target.length, BYTES_MAX);
    this.#kernel.copyOrdered(from, desk + BYTES_AT, room, desk + REPORT_AT);
    const [bytes, count, state, next] = this.#report();
    if (state === CORRUPT) throw this.#corrupt(next);
    if (bytes === 0 && state === MORE && target.length > room) return this.#copyLarge(next, target);
    target.set(this.#bytes.subarray(desk + BYTES_AT, desk + BYTES_AT + bytes));
    return { bytes, count, next: state === 0 ? undefined : next };
  }

  /** Only where `isOrdered`. */
  prefix({ prefix, after, limit }: PrefixOptions): { items: Entry[]; hasMore: boolean } {
    const items: Entry[] = [];
    const start = this.#search(prefix, false);
    let at = after ? Math.max(start, this.#search(after, true)) : start;
    const behind = successorOf(prefix);
    const end = behind ? this.#search(behind, false) : this.count;
    while (at < end) {
      const listed = this.#kernel.listOrder(at, Math.min(BATCH, end - at, limit + 1), this.#desk);
      for (let index = 0; index < listed; index += 1) {
        const entry = this.#isFound(index * FOUND_WORDS) ? this.#entry(index * FOUND_WORDS) : undefined;
        if (entry === undefined) continue;
        if (items.length === limit) return { items, hasMore: true };
        items.push(entry);
      }
      at += listed;
    }
    return { items, hasMore: false };
  }

  /** Any key, each equally likely. */
  randomKey(): Buffer | undefined {
    const { buckets, mostInBucket } = this.description;
    for (let draw = 0; draw < DRAWS && mostInBucket > 0; draw += 1) {
      const bucket = Math.floor(this.#random() * buckets);
      // As many places in each bucket, so that entries of full ones are not drawn less often.
      const place = Math.floor(this.#random() * mostInBucket);
      if (place >= this.#kernel.countIn(bucket) >>> 0) continue;
      this.#kernel.listBucket(bucket, place, 1, 0, this.#desk);
      const entry = this.#isFound(0) ? this.#entry(0) : undefined;
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
    const { description } = this;
    const { dataBytes, keyBytes, valueBytes, expiring, buckets, checksumsAt, orderAt, fileBytes } =
      description;
    const expiryBytes = expiring * EXPIRY_BYTES;
    const headBytes = dataBytes - keyBytes - valueBytes - expiryBytes;
    const orderBytes = checksumsAt - orderAt;
    const stored = keyBytes + valueBytes + expiryBytes + headBytes + buckets * 4 + orderBytes;
    return {
      keyBytes,
      valueBytes,
      expiryBytes,
      headerBytes: 0,
      indexBytes: headBytes + buckets * 4,
      orderBytes,
      deadBytes: 0,
      freeBytes: 0,
      // Header, dictionary, checksums, trailer, and what the threads that read work with.
      fixedBytes: fileBytes - stored + (this.#memory.shared.memory.buffer.byteLength - fileBytes),
    };
  }

  /** A bucket that the directory has in no possible place. */
  firstUnsoundBucket(): number | undefined {
    const bucket = this.#kernel.firstUnsound() >>> 0;
    return bucket === this.description.buckets ? undefined : bucket;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#memory.giveBackDesk(this.#desk);
  }

  #find(key: Uint8Array): boolean {
    const bytes = key.length;
    if (bytes > this.description.longestKeyBytes) return false;
    const at = this.#desk + BYTES_AT;
    this.#copyIn(key, at);
    this.#kernel.find(at, bytes, this.#desk);
    return this.#isFound(0);
  }

  #copyIn(key: Uint8Array, at: number): void {
    if (key.length > COPIED_HERE_MAX) {
      this.#bytes.set(key, at);
      return;
    }
    const bytes = this.#bytes;
    for (let index = 0; index < key.length; index += 1) bytes[at + index] = key[index] as number;
  }

  /** Lays keys from one on behind each other on the desk, as many as fit; returns the first that did not. */
  #lay(keys: readonly Uint8Array[], from: number): number {
    const { longestKeyBytes } = this.description;
    let at = this.#desk + BYTES_AT;
    const end = at + BYTES_MAX;
    let index = from;
    for (; index < keys.length && index - from < BATCH; index += 1) {
      const key = keys[index] as Uint8Array;
      // No entry has a key that long: a part of it, longer than all of them, is missing as well.
      const bytes = Math.min(key.length, longestKeyBytes + 1);
      if (at + bytes > end) break;
      this.#copyIn(bytes === key.length ? key : key.subarray(0, bytes), at);
      this.#words[LENGTHS_AT / 4 + index - from] = bytes;
      at += bytes;
    }
    return index;
  }

  /** The first place in the order whose key is not below this one; or, behind it, whose key is above. */
  #search(key: Uint8Array, isBehind: boolean): number {
    // One byte more than any entry's key has decides as all of them would.
    const wanted = key.subarray(0, this.description.longestKeyBytes + 1);
    const at = this.#desk + BYTES_AT;
    this.#copyIn(wanted, at);
    const place = this.#kernel.searchOrder(at, wanted.length, isBehind, this.count) >>> 0;
    if (place > this.count) {
      throw imageCorrupt(this.path, this.description.orderAt, 'its order of keys leads nowhere');
    }
    return place;
  }

  #list(bucket: number, fromPrefix: number, entries: Entry[]): void {
    for (let place = 0; place < this.description.mostInBucket; place += BATCH) {
      const count = this.#kernel.listBucket(bucket, place, BATCH, fromPrefix, this.#desk);
      for (let index = 0; index < count; index += 1) {
        const entry = this.#isFound(index * FOUND_WORDS) && this.#entry(index * FOUND_WORDS);
        if (entry) entries.push(entry);
      }
    }
  }

  #isFound(at: number): boolean {
    const state = this.#words[at];
    if (state === CORRUPT) throw this.#corrupt(this.#words[at + 1] as number);
    return state === FOUND;
  }

  /** Undefined when it has expired. */
  #entry(at: number): Entry | undefined {
    const expiresAtMs = this.#expiry(at);
    return expiresAtMs === undefined ? undefined : new SealedEntry(this.#bytes, this.#words, at, expiresAtMs);
  }

  #expiry(at: number): number | undefined {
    const words = this.#words;
    if (((words[at + 4] as number) & EXPIRES) === 0) return 0;
    const expiresAtMs = (words[at + 5] as number) + (words[at + 6] as number) * 2 ** 32;
    return expiresAtMs <= this.#clock.nowMs() ? undefined : expiresAtMs;
  }

  /** Entries that do not fit on the desk, until the target is full or their bucket ends. */
  #copyLarge(from: number, target: Buffer): OrderedCopy {
    const bucket = this.#kernel.bucketOf(from) >>> 0;
    const found = this.#kernel.listBucket(bucket, 0, LIST_MAX, from, this.#desk);
    let done = { bytes: 0, count: 0, next: from };
    let { bytes, count } = done;
    for (let index = 0; index < found; index += 1) {
      this.#isFound(index * FOUND_WORDS);
      const [, keyAt, keyBytes, valueBytes, flags] = this.#words.subarray(
        index * FOUND_WORDS,
      ) as unknown as Words;
      const prefix = this.#kernel.prefixOf(keyAt, keyBytes, this.description.seed) >>> 0;
      // Entries of one prefix are not parted.
      if (prefix !== done.next) done = { bytes, count, next: prefix };
      const bodyAt = keyAt - (flags & EXPIRES ? EXPIRY_BYTES : 0);
      const bodyEnd = keyAt + keyBytes + valueBytes;
      if (bytes + LENGTHS_BYTES_MAX + bodyEnd - bodyAt > target.length) return done;
      bytes = writeLength(target, writeLength(target, bytes, keyBytes * 4 + flags), valueBytes);
      target.set(this.#bytes.subarray(bodyAt, bodyEnd), bytes);
      bytes += bodyEnd - bodyAt;
      count += 1;
    }
    const next = this.#kernel.firstPrefixOf(bucket + 1);
    return { bytes, count, next: next === 2 ** 32 ? undefined : next };
  }

  #report(): [number, number, number, number] {
    const at = REPORT_AT / 4;
    const words = this.#words;
    return [words[at], words[at + 1], words[at + 2], words[at + 3]] as [number, number, number, number];
  }

  #corrupt(dataPosition: number): Error {
    return imageCorrupt(this.path, this.description.dataAt + dataPosition, 'no bucket can lie there');
  }
}

type Words = [state: number, keyAt: number, keyBytes: number, valueBytes: number, flags: number];

const EXPIRY_BYTES = 6;
const LENGTHS_BYTES_MAX = 10;

/** The least byte string behind all that begin so; undefined when none is. */
function successorOf(prefix: Uint8Array): Uint8Array | undefined {
  const last = prefix.findLastIndex((byte) => byte < 0xff);
  if (last === -1) return undefined;
  const successor = Uint8Array.from(prefix.subarray(0, last + 1));
  (successor[last] as number) += 1;
  return successor;
}

/** LEB128; where the next byte goes. */
function writeLength(target: Buffer, at: number, length: number): number {
  let to = at;
  let rest = length;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) target[to++] = (rest & 0x7f) | 0x80;
  target[to++] = rest;
  return to;
}
