import type { Limits } from '../config.ts';
import { BufferedWriter } from '../files/buffered-writer.ts';
import type { Files } from '../files/disk-files.ts';
import { compareBytes } from './compare-bytes.ts';
import { SegmentReader } from './segment-reader.ts';
import type { Segment } from './write-spill.ts';

const READER_BYTES_MAX = 256 * 1024;
const READER_BYTES_MIN = 4096;

/** Walks sorted segments as one: by key, by value if asked, and else in the order of the segments. */
export class Merge {
  readonly #readers: SegmentReader[] = [];
  /** A binary heap; the first has the next pair. */
  readonly #heap: SegmentReader[] = [];
  readonly #sortValues: boolean;
  #isStarted = false;

  constructor(segments: readonly Segment[], sortValues: boolean, limits: Limits) {
    this.#sortValues = sortValues;
    const share = Math.floor(limits.mergeBytes / Math.max(1, segments.length));
    const readerBytes = Math.max(READER_BYTES_MIN, Math.min(share, READER_BYTES_MAX));
    for (const [rank, segment] of segments.entries()) {
      const reader = new SegmentReader(segment, rank, readerBytes);
      this.#readers.push(reader);
      if (reader.next()) this.#heap.push(reader);
    }
    for (let at = (this.#heap.length >> 1) - 1; at >= 0; at -= 1) this.#sink(at);
  }

  /** The reader that stands at the next pair; undefined after the last. */
  next(): SegmentReader | undefined {
    const heap = this.#heap;
    const top = heap[0];
    if (top === undefined || !this.#isStarted) {
      this.#isStarted = true;
      return top;
    }
    if (!top.next()) {
      const last = heap.pop() as SegmentReader;
      if (heap.length === 0) return undefined;
      heap[0] = last;
    }
    this.#sink(0);
    return heap[0];
  }

  close(): void {
    for (const reader of this.#readers) reader.close();
  }

  #sink(from: number): void {
    const heap = this.#heap;
    const { length } = heap;
    const moved = heap[from] as SegmentReader;
    let place = from;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= length) break;
      const right = child + 1;
      if (right < length && this.#isBefore(heap[right] as SegmentReader, heap[child] as SegmentReader))
        child = right;
      if (!this.#isBefore(heap[child] as SegmentReader, moved)) break;
      heap[place] = heap[child] as SegmentReader;
      place = child;
    }
    heap[place] = moved;
  }

  #isBefore(a: SegmentReader, b: SegmentReader): boolean {
    const keys = compareBytes(a.buffer, a.keyStart, a.keyEnd, b.buffer, b.keyStart, b.keyEnd);
    if (keys !== 0) return keys < 0;
    const values = this.#sortValues
      ? compareBytes(a.buffer, a.keyEnd, a.valueEnd, b.buffer, b.keyEnd, b.valueEnd)
      : 0;
    return values === 0 ? a.rank < b.rank : values < 0;
  }
}

export interface NarrowOptions {
  readonly sortValues: boolean;
  readonly limits: Limits;
  readonly files: Files;
  /** Makes the path of the spill with this number. */
  readonly pathOf: (index: number) => string;
}

/** Merges neighbours until few enough are left to merge at once; so open files and buffers stay bounded. */
export function* narrowSegments(all: readonly Segment[], options: NarrowOptions): Generator<void, Segment[]> {
  const { sortValues, limits, files, pathOf } = options;
  let segments = all.filter((segment) => segment.end > segment.start);
  let spills = 0;
  while (segments.length > limits.mergeFanIn) {
    const merged: Segment[] = [];
    for (let at = 0; at < segments.length; at += limits.mergeFanIn) {
      const group = segments.slice(at, at + limits.mergeFanIn);
      const merge = new Merge(group, sortValues, limits);
      const path = pathOf(spills++);
      const file = files.create(path);
      try {
        const writer = new BufferedWriter(file, limits.writeBytes);
        for (let pair = merge.next(); pair; pair = merge.next()) {
          writer.writeLength(pair.keyEnd - pair.keyStart);
          writer.writeLength(pair.valueEnd - pair.keyEnd);
          writer.writeRange(pair.buffer, pair.keyStart, pair.valueEnd);
        }
        writer.flush();
        merged.push({ path, start: 0, end: writer.bytes, pairs: 0, pairBytesMax: 0, blockBytes: 0 });
      } finally {
        file.close();
        merge.close();
      }
      yield;
    }
    segments = merged;
  }
  return segments;
}
