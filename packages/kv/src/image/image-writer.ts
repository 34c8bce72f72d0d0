import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { kvError, type PartFiles } from '@oremill/types';
import { type Part, WHOLE } from '../table/part.ts';
import { BucketEncoder } from './bucket-encoder.ts';
import { CheckedFile } from './checked-file.ts';
import {
  encodeHeader,
  encodeTrailer,
  FILE_BYTES_MAX,
  type ImageDescription,
  type ImageHeader,
  type ImageTotals,
  sectionsOf,
} from './image-format.ts';
import { writeOrder } from './write-order.ts';

export interface ImageWriterOptions {
  /** Of this process, or of a job whose reducer writes. */
  readonly files: PartFiles;
  /** Appears when the image is whole; until then `<path>.tmp` grows. */
  readonly path: string;
  /** The records come in the order of their hashes under it. */
  readonly seed: bigint;
  /** So many records will come, or somewhat fewer. */
  readonly count: number;
  /** Keys are kept in their bytewise order too, 4 bytes an entry, for `prefix`. They are sorted by this thread, at the end. */
  readonly isOrdered?: boolean;
  /** Of compressed values. */
  readonly codec?: string;
  readonly dictionary?: { readonly id: number; readonly bytes: Uint8Array };
  /** Of a dataset of several images, which one this is: it has the keys of its range of hashes. */
  readonly part?: Part | undefined;
}

/** Entries of a bucket on average: more make a lookup read more lengths, fewer make the directory larger. */
const ENTRIES_PER_BUCKET = 14;
/** Written before others of this thread have their turn: a snapshot must not stop a server. */
const TURN_BYTES = 1024 * 1024;

/**
 * Writes a table image from records in the order of their hashes. When something fails, what is there of the file is
 * removed, and the writer is of no use any more.
 */
export class ImageWriter {
  readonly #options: ImageWriterOptions;
  readonly #header: ImageHeader;
  readonly #encoder: BucketEncoder;
  readonly #temporary: string;
  readonly #file: CheckedFile;
  #isOver = false;

  private constructor(options: ImageWriterOptions, header: ImageHeader) {
    this.#options = options;
    this.#header = header;
    this.#encoder = new BucketEncoder(header);
    this.#temporary = `${options.path}.tmp`;
    this.#file = new CheckedFile(options.files.create(this.#temporary));
  }

  static async create(options: ImageWriterOptions): Promise<ImageWriter> {
    const { seed, count, dictionary, part = WHOLE } = options;
    assert(Number.isSafeInteger(count) && count >= 0, `${count} records`);
    const writer = new ImageWriter(options, {
      seed,
      ...part,
      buckets: Math.max(1, Math.ceil(count / ENTRIES_PER_BUCKET)),
      codec: options.codec ?? 'none',
      dictionaryId: dictionary?.id ?? 0,
      dictionaryBytes: dictionary?.bytes.length ?? 0,
    });
    await writer.#guard(async () => {
      await writer.#write(encodeHeader(writer.#header));
      if (dictionary) await writer.#write(dictionary.bytes);
    });
    return writer;
  }

  /** Whole records, behind those of the calls before. Resolves when more may come. */
  append(records: Uint8Array): Promise<void> {
    return this.#guard(async () => {
      for (const piece of this.#encoder.add(records)) await this.#write(piece);
    });
  }

  /** Resolves when the image is at its path, and a power cut takes it away no more. */
  finish(): Promise<ImageDescription> {
    return this.#guard(async () => {
      for (const piece of this.#encoder.end()) await this.#write(piece);
      const totals: ImageTotals = {
        ...this.#encoder.totals(),
        isOrdered: this.#options.isOrdered ?? false,
      };
      await this.#write(this.#encoder.directory);
      if (totals.isOrdered) {
        for (const piece of writeOrder(this.#temporary, this.#header, totals)) await this.#write(piece);
      }
      const checksums = this.#file.takeChecksums();
      const checksum = crc32(checksums);
      const sections = sectionsOf(this.#header, totals);
      await this.#write(checksums);
      await this.#write(encodeTrailer(totals, sections.fileBytes, checksum));
      assert.equal(this.#file.bytes, sections.fileBytes);
      const { files, path } = this.#options;
      await this.#file.sync();
      await this.#file.close();
      files.rename(this.#temporary, path);
      this.#isOver = true;
      await files.syncFolderLater(dirname(path));
      return { ...this.#header, ...totals, ...sections, checksum };
    });
  }

  /** Removes what is there of the file; nothing after `finish`. */
  async discard(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    await this.#file.close();
    await this.#options.files.removeLater(this.#temporary);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (this.#file.bytes + bytes.length > FILE_BYTES_MAX) {
      throw kvError('MEMORY_FULL', `${this.#options.path} would become larger than 3.75 GiB`, {
        hint: 'An image lies in memory as a whole, and 4 GiB is all that it may address. Build it in more parts (--parts).',
      });
    }
    for (let at = 0; at < bytes.length; at += TURN_BYTES) {
      await this.#file.write(bytes.subarray(at, at + TURN_BYTES));
      await setImmediate();
    }
  }

  async #guard<Result>(act: () => Promise<Result>): Promise<Result> {
    assert(!this.#isOver, `${this.#options.path} is written already`);
    try {
      return await act();
    } catch (error) {
      await this.discard();
      throw error;
    }
  }
}
