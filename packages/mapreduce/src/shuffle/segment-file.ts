import { closeSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { mapreduceError } from '@oremill/types';
import { isCode } from '../files/error-code.ts';
import { CHECKSUM_BYTES, type Segment, segmentBlocks } from './segment.ts';

/** Reads a segment block by block and believes no block whose checksum differs. */
export class SegmentFile {
  readonly #segment: Segment;
  readonly #file: number;
  readonly #checksums: Buffer;
  #at: number;

  /** Throws SPILL_CORRUPT when the file is not as long as it was written. */
  constructor(segment: Segment) {
    this.#segment = segment;
    this.#at = segment.start;
    this.#checksums = Buffer.allocUnsafe(segmentBlocks(segment) * CHECKSUM_BYTES);
    this.#file = open(segment.path);
    try {
      this.#readFully(this.#checksums, segment.end);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get bytesLeft(): number {
    return this.#segment.end - this.#at;
  }

  /** Reads as many whole blocks as there is room for, and returns their bytes: none if one does not fit. */
  readBlocks(target: Buffer): number {
    const { start, end, blockBytes, path } = this.#segment;
    const whole = target.length - (target.length % blockBytes);
    const bytes = target.length >= this.bytesLeft ? this.bytesLeft : whole;
    this.#readFully(target.subarray(0, bytes), this.#at);
    for (let from = 0; from < bytes; from += blockBytes) {
      const at = this.#at + from;
      const block = target.subarray(from, Math.min(from + blockBytes, bytes));
      const kept = this.#checksums.readUInt32LE(((at - start) / blockBytes) * CHECKSUM_BYTES);
      if (checksumOf(block, at) === kept) continue;
      throw corrupt(path, `the checksum of bytes ${at} to ${Math.min(at + blockBytes, end)} differs`);
    }
    this.#at += bytes;
    return bytes;
  }

  close(): void {
    closeSync(this.#file);
  }

  #readFully(target: Buffer, position: number): void {
    for (let done = 0; done < target.length; ) {
      const bytes = readSync(this.#file, target, done, target.length - done, position + done);
      if (bytes === 0) throw corrupt(this.#segment.path, `it ends at byte ${position + done}`);
      done += bytes;
    }
  }
}

/** Of a block that begins at this place in its file, so that a good block in a wrong place is found out. */
export function checksumOf(block: Buffer, at: number): number {
  return crc32(block, at % 2 ** 32);
}

function open(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (isCode(error, 'ENOENT')) throw corrupt(path, 'it is missing');
    throw error;
  }
}

function corrupt(path: string, what: string): Error {
  return mapreduceError('SPILL_CORRUPT', `the spill ${path} is damaged: ${what}`, {
    hint: 'Resume the execution: tasks whose spills are damaged are done again. Check the disk if this happens again.',
  });
}
