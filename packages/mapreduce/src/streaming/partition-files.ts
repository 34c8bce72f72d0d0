import type { WritableFile } from '@oremill/runtime';
import { BufferedWriter } from '../files/buffered-writer.ts';
import { diskFiles } from '../files/disk-files.ts';
import type { Segment } from '../shuffle/segment.ts';
import { eachLine } from './line-cutter.ts';

const TAB = 9;
const BUFFER_BYTES_MAX = 64 * 1024;
/** Of all partitions together. */
const BUFFERS_BYTES = 16 * 1024 * 1024;
/** The engine's segments have checksums; these have none, so a resumed execution makes them again. */
const BLOCK_BYTES = 64 * 1024;

/** The lines of a map task on their way to the reducers: one file for each partition. */
export class PartitionFiles {
  readonly #parts: {
    readonly path: string;
    readonly file: WritableFile;
    readonly writer: BufferedWriter;
    pairs: number;
  }[];
  readonly #partitionOf: (line: Buffer, start: number, end: number) => number;

  constructor(
    path: string,
    partitions: number,
    partitionOf: (line: Buffer, start: number, end: number) => number,
  ) {
    this.#partitionOf = partitionOf;
    this.#parts = [];
    const bufferBytes = Math.min(BUFFER_BYTES_MAX, Math.floor(BUFFERS_BYTES / partitions));
    for (let partition = 0; partition < partitions; partition += 1) {
      const name = `${path}-${partition}`;
      const file = diskFiles.create(name);
      this.#parts.push({ path: name, file, writer: new BufferedWriter(file, bufferBytes), pairs: 0 });
    }
  }

  /** Takes whole lines; returns how many. */
  add(lines: Buffer): number {
    return eachLine(lines, (start, end) => {
      const tab = lines.subarray(start, end).indexOf(TAB);
      const keyEnd = tab === -1 ? end : start + tab;
      const part = this.#parts[this.#partitionOf(lines, start, keyEnd)];
      part?.writer.writeRange(lines, start, end + 1);
      if (part) part.pairs += 1;
    });
  }

  finish(): Segment[] {
    return this.#parts.map(({ path, writer, pairs }) => {
      writer.flush();
      const end = writer.bytes;
      return { path, start: 0, end, pairs, pairBytesMax: 0, sharedBytes: 0, blockBytes: BLOCK_BYTES };
    });
  }

  close(): void {
    for (const { file } of this.#parts) file.close();
  }
}
