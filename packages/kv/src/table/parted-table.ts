import assert from 'node:assert/strict';
import { type Random, systemRandom } from '@oremill/runtime';
import type { Entry, EntryPage, OrderedTable, TableMemory } from './entries.ts';
import { KeyPrefixes } from './key-prefixes.ts';
import type { PrefixPage, PrefixQuery } from './list-entries.ts';
import { mergePrefixes } from './merge-prefixes.ts';
import type { OrderedCopy } from './ordered-records.ts';
import { type Part, PLACES, partOfPlace, placeInAll, placeWithin } from './part.ts';

/** What each part can do; its places are those of its own range. */
export interface TableOfPart extends OrderedTable {
  readonly seed: bigint;
  copyOrdered(from: number, target: Buffer): OrderedCopy;
}

/**
 * Tables under one seed, each with a range of the hashes, as one: a dataset may so be larger than what 32-bit addresses
 * reach. Entries are in the order of hashes as in one table, so places, pages and copies go from part to part.
 */
export class PartedTable<Each extends TableOfPart = TableOfPart> implements OrderedTable {
  /** In the order of their ranges. */
  readonly parts: readonly Each[];
  readonly seed: bigint;
  readonly #prefixes: KeyPrefixes;
  readonly #random: Random;

  constructor(parts: readonly Each[], random: Random = systemRandom) {
    const [first] = parts;
    assert(first !== undefined && parts.every(({ seed }) => seed === first.seed), 'one seed');
    this.parts = parts;
    this.seed = first.seed;
    this.#prefixes = new KeyPrefixes(first.seed);
    this.#random = random;
  }

  get isOrdered(): boolean {
    return this.parts.every(({ isOrdered }) => isOrdered);
  }

  get count(): number {
    return this.parts.reduce((sum, { count }) => sum + count, 0);
  }

  /** The part that has this key, or is to have it. */
  partOf(key: Uint8Array): Each {
    return this.parts[this.#indexOf(key)] as Each;
  }

  find(key: Uint8Array): Entry | undefined {
    return this.partOf(key).find(key);
  }

  has(key: Uint8Array): boolean {
    return this.partOf(key).has(key);
  }

  /** Each part finds its own of them together. */
  findMany(keys: readonly Uint8Array[]): (Entry | undefined)[] {
    const places = this.parts.map((): number[] => []);
    for (const [place, key] of keys.entries()) places[this.#indexOf(key)]?.push(place);
    const entries = Array.from(keys, (): Entry | undefined => undefined);
    for (const [index, own] of places.entries()) {
      if (own.length === 0) continue;
      const found = (this.parts[index] as Each).findMany(own.map((place) => keys[place] as Uint8Array));
      for (const [at, place] of own.entries()) entries[place] = found[at];
    }
    return entries;
  }

  page(from: number, count: number): EntryPage {
    const entries: Entry[] = [];
    let next: number | undefined = from;
    while (next !== undefined && entries.length < count) {
      const part = this.#partAt(next);
      const page = this.#tableOf(part).page(placeWithin(next, part), count - entries.length);
      for (const entry of page.entries) entries.push(entry);
      next = nextOf(part, page.next);
    }
    return { entries, next };
  }

  /** Records of one part; see `copyOrdered` of a table. */
  copyOrdered(from: number, target: Buffer): OrderedCopy {
    for (let next = from; ; ) {
      const part = this.#partAt(next);
      const copy = this.#tableOf(part).copyOrdered(placeWithin(next, part), target);
      const behind = nextOf(part, copy.next);
      // A part that has nothing more is not one whose next record found no room.
      if (copy.bytes > 0 || copy.next !== undefined || behind === undefined) return { ...copy, next: behind };
      next = behind;
    }
  }

  prefix(query: PrefixQuery): PrefixPage {
    return mergePrefixes(
      this.parts.map((part) => part.prefix(query)),
      query.limit,
    );
  }

  /** Any key, each about as likely. */
  randomKey(): Buffer | undefined {
    let choice = Math.floor(this.#random() * this.count);
    const chosen = this.parts.findIndex(({ count }) => {
      choice -= count;
      return choice < 0;
    });
    // All entries of the one that was chosen may have expired.
    for (const part of [...this.parts.slice(chosen), ...this.parts]) {
      const key = part.randomKey();
      if (key !== undefined) return key;
    }
    return undefined;
  }

  memory(): TableMemory {
    return this.parts.map((part) => part.memory()).reduce(addMemory);
  }

  close(): void {
    for (const part of this.parts) part.close();
  }

  #indexOf(key: Uint8Array): number {
    return partOfPlace(this.#prefixes.of(key), this.parts.length);
  }

  #partAt(place: number): Part {
    const { length } = this.parts;
    return { part: partOfPlace(place, length), parts: length };
  }

  #tableOf({ part }: Part): Each {
    return this.parts[part] as Each;
  }
}

/** Where a walk goes on in the whole when it goes on there in the part; behind the part, in the next. */
function nextOf({ part, parts }: Part, next: number | undefined): number | undefined {
  const place =
    next === undefined ? placeInAll(0, { part: part + 1, parts }) : placeInAll(next, { part, parts });
  return place < PLACES ? place : undefined;
}

function addMemory(sum: TableMemory, own: TableMemory): TableMemory {
  return {
    keyBytes: sum.keyBytes + own.keyBytes,
    valueBytes: sum.valueBytes + own.valueBytes,
    expiryBytes: sum.expiryBytes + own.expiryBytes,
    headerBytes: sum.headerBytes + own.headerBytes,
    indexBytes: sum.indexBytes + own.indexBytes,
    orderBytes: sum.orderBytes + own.orderBytes,
    deadBytes: sum.deadBytes + own.deadBytes,
    freeBytes: sum.freeBytes + own.freeBytes,
    fixedBytes: sum.fixedBytes + own.fixedBytes,
  };
}
