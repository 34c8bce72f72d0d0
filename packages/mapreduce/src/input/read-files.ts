import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { isObjectUri, type Objects } from '@oremill/runtime/objects';
import type { Limits } from '../config.ts';
import type { InputFile } from '../job/whole-file.ts';
import type { Lines } from '../map/lines.ts';
import type { Source } from './plan-splits.ts';
import { readWholeFile, readWholeObject } from './read-whole.ts';

/** Objects that are read while a record is mapped, so many and of so many bytes at most. */
const AHEAD_MAX = 16;
const AHEAD_BYTES_MAX = 16 * 1024 * 1024;

const EMPTY = Buffer.alloc(0);

/**
 * Walks the files of a split: each is a chunk of one record. Files of a disk are read when it is their turn, objects
 * ahead of it. A file that is larger than allowed is not read.
 */
export class FileReader implements Lines {
  file: InputFile | undefined;
  buffer: Buffer = EMPTY;
  /** Files are of any size, so they lie in buffers of their own, which a mapper may keep. */
  readonly address = undefined;
  readonly chunkStart = 0;
  chunkEnd = 0;
  readonly lineStart = 0;
  lineEnd = 0;
  lineBytes = 0;
  readonly offset = 0;
  isTooLong = false;
  bytesDone = 0;

  readonly #files: readonly Source[];
  readonly #limits: Limits;
  readonly #objects: Objects;
  readonly #stop = new AbortController();
  readonly #ahead: Promise<Buffer>[] = [];
  #aheadBytes = 0;
  /** The next file to ask for, and the next one to give. */
  #asked = 0;
  #given = 0;
  #isGiven = true;

  constructor(files: readonly Source[], limits: Limits, objects: Objects) {
    this.#files = files;
    this.#limits = limits;
    this.#objects = objects;
  }

  fill(): boolean | Promise<boolean> {
    if (this.file) this.bytesDone += this.file.size;
    this.file = undefined;
    const source = this.#files[this.#given];
    if (source === undefined) return false;
    this.#given += 1;
    if (!this.#isReadable(source)) return this.#take(source, EMPTY);
    if (!isObjectUri(source.path)) return this.#take(source, readWholeFile(source));
    this.#askAhead();
    const asked = this.#ahead.shift();
    assert(asked !== undefined, `${source.path} was not asked for`);
    return asked.then((bytes) => {
      this.#aheadBytes -= source.bytes;
      return this.#take(source, bytes);
    });
  }

  next(): boolean {
    const isNew = !this.#isGiven;
    this.#isGiven = true;
    return isNew;
  }

  isLineUtf8(): boolean {
    return false;
  }

  close(): void {
    this.#stop.abort();
  }

  #isReadable({ bytes }: Source): boolean {
    return bytes <= this.#limits.fileBytesMax;
  }

  #take(source: Source, bytes: Buffer): true {
    this.isTooLong = !this.#isReadable(source);
    this.buffer = bytes;
    this.chunkEnd = this.lineEnd = bytes.length;
    this.lineBytes = source.bytes;
    this.#isGiven = false;
    this.file = {
      name: posix.basename(source.path),
      path: source.path,
      bytes,
      size: source.bytes,
      modifiedAt: new Date(source.modifiedMs ?? 0),
    };
    return true;
  }

  #askAhead(): void {
    // The file whose turn it is has been counted as given.
    this.#asked = Math.max(this.#asked, this.#given - 1);
    for (; this.#asked < this.#files.length; this.#asked += 1) {
      const source = this.#files[this.#asked] as Source;
      if (!isObjectUri(source.path) || !this.#isReadable(source)) continue;
      const isFull = this.#ahead.length === AHEAD_MAX || this.#aheadBytes + source.bytes > AHEAD_BYTES_MAX;
      if (this.#ahead.length > 0 && isFull) return;
      this.#ahead.push(this.#ask(source));
    }
  }

  #ask(source: Source): Promise<Buffer> {
    this.#aheadBytes += source.bytes;
    const asked = readWholeObject(source, this.#objects, this.#stop.signal);
    // It is waited for in its turn, which may never come.
    asked.catch(() => undefined);
    return asked;
  }
}
