import assert from 'node:assert/strict';
import type { KernelMemory, Region } from '@oremill/json-fields';
import { type MergeRoom, outBytes, readerBytes } from './plan-merge.ts';
import type { Segment } from './segment.ts';
import { SegmentFile } from './segment-file.ts';
import { loadShuffleKernel, type ShuffleKernel, SLACK_BYTES } from './shuffle-kernel.ts';
import { sumError } from './sum-error.ts';

// A reader of the kernel, four bytes each.
const READER_WORDS = 16;
const NEXT = 0;
const FILLED = 1;
const HAS_MORE = 2;
const KEY_AT = 3;
const KEY_BYTES = 4;

// The state of the merge, four bytes each.
const STATE_BYTES = 64;
const TREE = 0;
const READERS = 1;
const READER_COUNT = 2;
const OUT = 3;
const ROWS = 4;
const SHARED = 6;
const SORTS_VALUES = 7;
const DESCRIPTION = 8;
const STARVED = 9;

const STATUS = { done: 0, full: 1, starved: 2, unsafe: 3, notANumber: 4 };

/** How the kernel writes what it merges. */
export const FORM = { pairs: 0, rows: 1, keys: 2, described: 3 };
export type Form = (typeof FORM)[keyof typeof FORM];

const READ_BYTES_MAX = 256 * 1024;

export interface MergeInput {
  readonly segments: readonly Segment[];
  readonly sortValues: boolean;
  /** One pair for each key, with the sum of its values. */
  readonly hasSums: boolean;
  readonly memory: KernelMemory;
  readonly room: MergeRoom;
}

/** A merge of segments that are open: by key, by value if asked, and else in the order of the segments. */
export class Merge {
  /** All of the kernel's memory: addresses are its indexes. */
  readonly memory: Buffer;
  readonly words: Uint32Array;
  /** Where rows are laid out, `[outStart, outEnd)`. */
  readonly outStart: number;
  readonly outEnd: number;
  /** How many first bytes all keys share. */
  readonly sharedBytes: number;
  readonly #kernel: ShuffleKernel;
  readonly #hasSums: boolean;
  readonly #state: number;
  readonly #files: SegmentFile[] = [];
  readonly #regions: Region[] = [];
  readonly #readers: number;
  readonly #release: () => void;
  #isDone: boolean;

  constructor({ segments, sortValues, hasSums, memory, room }: MergeInput) {
    const mark = memory.used;
    this.#release = () => memory.reset(mark);
    this.#kernel = loadShuffleKernel(memory);
    this.#hasSums = hasSums;
    this.memory = Buffer.from(memory.memory.buffer);
    this.words = new Uint32Array(memory.memory.buffer);
    const count = segments.length;
    const state = memory.allocate(STATE_BYTES + 4 * count).address;
    this.#state = state >>> 2;
    this.#readers = memory.allocate(READER_WORDS * 4 * count).address;
    const out = memory.allocate(outBytes(segments, room));
    this.outStart = out.address;
    this.outEnd = out.address + out.bytes.length - SLACK_BYTES;
    this.#isDone = count === 0;
    try {
      this.#open(segments, memory, room);
    } catch (error) {
      this.close();
      throw error;
    }
    const { words } = this;
    words.fill(0, this.#state, this.#state + STATE_BYTES / 4);
    words[this.#state + TREE] = state + STATE_BYTES;
    words[this.#state + READERS] = this.#readers;
    words[this.#state + READER_COUNT] = count;
    words[this.#state + SORTS_VALUES] = Number(sortValues);
    words[this.#state + SHARED] = segments.reduce(
      (least, segment) => Math.min(least, segment.sharedBytes),
      segments[0]?.sharedBytes ?? 0,
    );
    if (count > 0) this.#kernel.startMerge(state);
    this.sharedBytes = words[this.#state + SHARED] as number;
  }

  /** Nothing is left to merge. */
  get isDone(): boolean {
    return this.#isDone;
  }

  /** Lays out up to `rowsMax` rows in `[out, outEnd)`; returns how many, and where they end. */
  fill(
    form: Form,
    rowsMax: number,
    to: { out: number; outEnd: number },
    description = 0,
  ): { rows: number; out: number } {
    const { words } = this;
    words[this.#state + OUT] = to.out;
    words[this.#state + ROWS] = 0;
    words[this.#state + DESCRIPTION] = description;
    while (!this.#isDone) {
      const status = this.#kernel.mergePairs(this.#state << 2, form, rowsMax, to.outEnd, this.#hasSums);
      if (status === STATUS.full) break;
      if (status === STATUS.done) this.#isDone = true;
      else if (status === STATUS.starved) this.#feed(words[this.#state + STARVED] as number);
      else throw this.#sumError(status);
    }
    return { rows: words[this.#state + ROWS] as number, out: words[this.#state + OUT] as number };
  }

  close(): void {
    for (const file of this.#files) file.close();
    this.#files.length = 0;
    this.#release();
  }

  #open(segments: readonly Segment[], memory: KernelMemory, room: MergeRoom): void {
    const needs = segments.map(readerBytes);
    const needed = needs.reduce((sum, bytes) => sum + bytes, this.outEnd - this.outStart);
    const spare = Math.max(0, Math.floor((room.bytes - needed) / Math.max(1, segments.length)));
    for (const [index, segment] of segments.entries()) {
      this.#files.push(new SegmentFile(segment));
      const whole = segment.end - segment.start + SLACK_BYTES;
      const wished = Math.min(whole, (needs[index] as number) + Math.min(spare, READ_BYTES_MAX));
      this.#regions.push(memory.allocate(wished));
      const reader = this.#readers + index * READER_WORDS * 4;
      const at = reader >>> 2;
      this.words.fill(0, at, at + READER_WORDS);
      const { address } = this.#regions[index] as Region;
      this.words[at + NEXT] = address;
      this.words[at + FILLED] = address;
      this.#feed(reader);
      const isThere = this.#kernel.decodeFirst(reader) !== 0;
      assert(isThere, 'a segment begins with a whole pair');
    }
  }

  /** Moves what is left of a reader's pairs to the front, and reads on behind it. */
  #feed(reader: number): void {
    const { words } = this;
    const index = (reader - this.#readers) / (READER_WORDS * 4);
    const file = this.#files[index] as SegmentFile;
    const { address, bytes } = this.#regions[index] as Region;
    const at = reader >>> 2;
    const next = (words[at + NEXT] as number) - address;
    const filled = (words[at + FILLED] as number) - address;
    bytes.copyWithin(0, next, filled);
    const left = filled - next;
    const read = file.readBlocks(bytes.subarray(left, bytes.length - SLACK_BYTES));
    assert(read > 0, 'a pair is larger than its segment says');
    words[at + NEXT] = address;
    words[at + FILLED] = address + left + read;
    words[at + HAS_MORE] = Number(file.bytesLeft > 0);
  }

  #sumError(status: number): Error {
    const reader = (this.words[(this.words[this.#state + TREE] as number) >>> 2] as number) >>> 2;
    const at = this.words[reader + KEY_AT] as number;
    const key = this.memory.subarray(at, at + (this.words[reader + KEY_BYTES] as number));
    return sumError(status === STATUS.unsafe ? 'unsafe' : 'not-a-number', key);
  }
}
