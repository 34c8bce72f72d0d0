import assert from 'node:assert/strict';
import { type Clock, manualClock, type Random, seededRandom } from '@oremill/runtime';
import { AppError } from '@oremill/types';
import { openLiveParts } from '../../src/dataset/live-parts.ts';
import type { LiveTable } from '../../src/dataset/live-table.ts';
import type { Entry, TableMemory } from '../../src/table/entries.ts';
import { PartedTable } from '../../src/table/parted-table.ts';
import type { Table, TableOptions } from '../../src/table/table.ts';

interface Known {
  readonly value: Buffer;
  readonly isCompressed: boolean;
  readonly expiresAtMs: number;
}

export interface ModelOptions {
  readonly seed: number;
  /** Different keys that there may be. */
  readonly keys: number;
  readonly valueBytesMax: number;
  readonly table?: TableOptions;
  /** Tables that it is made of; 1 unless given. */
  readonly parts?: number;
}

export function sumOf(memory: TableMemory): number {
  for (const [name, bytes] of Object.entries(memory)) assert(bytes >= 0, `${name} is ${bytes}`);
  return Object.values(memory).reduce((sum: number, bytes: number) => sum + bytes, 0);
}

/** What the tables have taken from the system. */
function bytesOf(table: LiveTable): number {
  const tables = table instanceof PartedTable ? table.parts : [table];
  return tables.reduce((sum: number, each) => sum + (each as Table).shared.bytes.length, 0);
}

/** A table beside a Map that gets the same commands; each step compares what both say. */
export class TableModel {
  readonly clock: Clock & { advance(byMs: number): void } = manualClock(1_700_000_000_000);
  readonly table: LiveTable;
  readonly known = new Map<string, Known>();
  /** Writes for which there was no room. */
  refused = 0;
  readonly #random: Random;
  readonly #options: ModelOptions;

  constructor(options: ModelOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed);
    const seed = BigInt(options.seed) * 0x9e37_79b9_7f4a_7c15n;
    this.table = openLiveParts({
      ...options.table,
      seed: BigInt.asUintN(64, seed),
      parts: options.parts ?? 1,
      clock: this.clock,
      random: this.#random,
    });
  }

  run(steps: number): void {
    for (let step = 0; step < steps; step++) {
      try {
        this.#step();
      } catch (error) {
        throw new Error(`seed ${this.#options.seed}, step ${step}: ${(error as Error).message}`, {
          cause: error,
        });
      }
    }
    this.check();
  }

  #step(): void {
    const turn = this.#below(1000);
    if (turn < 450) this.#set(this.#key());
    else if (turn < 600) this.#delete(this.#key());
    else if (turn < 650) this.#setExpiry(this.#key());
    else if (turn < 900) this.#find(this.#key());
    else if (turn < 970) this.#findMany();
    else if (turn < 975) this.#prefix();
    else if (turn < 990) this.clock.advance(this.#below(200));
    else if (turn < 999) this.#tend();
    else this.#randomKey();
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  /** Of every length from 0 up, and the same number always gives the same. */
  #key(): Buffer {
    const number = this.#below(this.#options.keys);
    const text = number === 0 ? '' : number.toString(36);
    return Buffer.from(text + '-'.repeat(number % 97 === 1 ? number % 700 : number % 11), 'latin1');
  }

  #value(): Buffer {
    const { valueBytesMax } = this.#options;
    const length = Math.floor(this.#random() ** 6 * valueBytesMax);
    return Buffer.alloc(length, this.#below(256));
  }

  #expiry(): number {
    return this.#below(4) === 0 ? this.clock.nowMs() + 1 + this.#below(5000) : 0;
  }

  #alive(key: Buffer): Known | undefined {
    const known = this.known.get(key.toString('latin1'));
    if (known === undefined || known.expiresAtMs === 0 || known.expiresAtMs > this.clock.nowMs())
      return known;
    return undefined;
  }

  #set(key: Buffer): void {
    const known = { value: this.#value(), isCompressed: this.#below(8) === 0, expiresAtMs: this.#expiry() };
    try {
      this.table.set(key, known.value, known);
      this.known.set(key.toString('latin1'), known);
    } catch (error) {
      this.#allowRefusal(error);
    }
  }

  /** Entries stay as they were when there is no room, which is not before most of the memory is in use. */
  #allowRefusal(error: unknown): void {
    const maxBytes = this.#options.table?.maxBytes ?? 2 ** 32;
    if (!(error instanceof AppError) || error.code !== 'MEMORY_FULL') throw error;
    const { keyBytes, valueBytes } = this.table.memory();
    assert(keyBytes + valueBytes > maxBytes * 0.6, `refused with ${keyBytes + valueBytes} bytes`);
    this.refused++;
  }

  #delete(key: Buffer): void {
    assert.equal(this.table.delete(key), this.#alive(key) !== undefined, 'delete');
    this.known.delete(key.toString('latin1'));
  }

  #setExpiry(key: Buffer): void {
    const expiresAtMs = this.#expiry();
    const known = this.#alive(key);
    try {
      assert.equal(this.table.setExpiry(key, expiresAtMs), known !== undefined, 'setExpiry');
    } catch (error) {
      this.#allowRefusal(error);
      return;
    }
    if (known !== undefined) this.known.set(key.toString('latin1'), { ...known, expiresAtMs });
  }

  #find(key: Buffer): void {
    assert.equal(this.table.has(key), this.#alive(key) !== undefined, 'has');
    this.#compare(key, this.table.find(key));
  }

  #findMany(): void {
    const keys = Array.from({ length: 1 + this.#below(70) }, () => this.#key());
    const entries = this.table.findMany(keys);
    assert.equal(entries.length, keys.length);
    for (const [index, key] of keys.entries()) this.#compare(key, entries[index]);
  }

  #compare(key: Buffer, entry: Entry | undefined): void {
    const known = this.#alive(key);
    assert.equal(entry !== undefined, known !== undefined, `${key.toString('latin1')} is there`);
    if (entry === undefined || known === undefined) return;
    assert(entry.key.equals(key), 'its key');
    assert(entry.value.equals(known.value), 'its value');
    assert.equal(entry.isCompressed, known.isCompressed);
    assert.equal(entry.expiresAtMs, known.expiresAtMs);
  }

  /** Budgets end when the clock of the test moves, so a slice does all that is due. */
  #tend(): void {
    for (const key of this.table.tend(1)) {
      assert.equal(this.#alive(key), undefined, 'what is removed has expired');
      this.known.delete(key.toString('latin1'));
    }
    if (this.known.size < 2000)
      for (const [key, { expiresAtMs }] of this.known)
        assert(
          expiresAtMs === 0 || expiresAtMs > this.clock.nowMs(),
          `${key} is told of when it has expired`,
        );
    assert.equal(this.table.count, this.known.size);
  }

  #randomKey(): void {
    const key = this.table.randomKey();
    if (key !== undefined) assert.notEqual(this.#alive(key), undefined, 'a random key is there');
  }

  #prefix(): void {
    if (!this.table.isOrdered) return;
    const prefix = this.#key().subarray(0, this.#below(4));
    const after = this.#below(3) === 0 ? this.#key() : undefined;
    const limit = 1 + this.#below(40);
    const keys = [...this.known.keys()]
      .map((text) => Buffer.from(text, 'latin1'))
      .filter((key) => key.subarray(0, prefix.length).equals(prefix) && this.#alive(key) !== undefined)
      .filter((key) => after === undefined || Buffer.compare(key, after) > 0)
      .sort((left, right) => Buffer.compare(left, right));
    const { items, hasMore } = this.table.prefix({
      prefix,
      limit,
      ...(after === undefined ? {} : { after }),
    });
    assert.deepEqual(
      items.map(({ key }) => key.toString('latin1')),
      keys.slice(0, limit).map((key) => key.toString('latin1')),
    );
    assert.equal(hasMore, keys.length > limit);
    for (const entry of items) this.#compare(Buffer.from(entry.key), entry);
  }

  #checkOrder(): void {
    const { items, hasMore } = this.table.prefix({ prefix: Buffer.alloc(0), limit: this.table.count });
    const keys = [...this.known.keys()]
      .map((text) => Buffer.from(text, 'latin1'))
      .sort((left, right) => Buffer.compare(left, right));
    assert(Buffer.concat(items.map(({ key }) => key)).equals(Buffer.concat(keys)), 'all keys in order');
    assert.equal(hasMore, false);
  }

  check(): void {
    this.#tend();
    if (this.table.isOrdered) this.#checkOrder();
    let keyBytes = 0;
    let valueBytes = 0;
    for (const [text, { value }] of this.known) {
      this.#find(Buffer.from(text, 'latin1'));
      keyBytes += text.length;
      valueBytes += value.length;
    }
    const memory = this.table.memory();
    assert.equal(sumOf(memory), bytesOf(this.table));
    assert.deepEqual([memory.keyBytes, memory.valueBytes], [keyBytes, valueBytes]);
    const seen = new Set<string>();
    for (let from: number | undefined = 0; from !== undefined; ) {
      const page = this.table.page(from, 50);
      for (const entry of page.entries) {
        this.#compare(Buffer.from(entry.key), entry);
        assert(!seen.has(entry.key.toString('latin1')), 'a page repeats an entry');
        seen.add(entry.key.toString('latin1'));
      }
      from = page.next;
    }
    assert.equal(seen.size, this.known.size);
  }
}
