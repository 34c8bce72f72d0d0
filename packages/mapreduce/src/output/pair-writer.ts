import { createHash, type Hash } from 'node:crypto';
import { join } from 'node:path';
import type { Files } from '@oremill/runtime';
import type { PairFormat, PairPart, Part, PartFiles } from '@oremill/types';
import { partName } from './part-writer.ts';

export interface PairWriterOptions {
  readonly format: PairFormat<unknown>;
  /** Of all parts. */
  readonly plan: unknown;
  readonly folder: string;
  readonly partition: number;
  readonly partitions: number;
  readonly pairsExpected: number;
  readonly files: Files;
  readonly memoryBytes: number;
}

const ENDING = '.image';

/** Hands the pairs of one part to what writes it, and takes the checksum of its file. */
export class PairWriter {
  readonly #format: PairFormat<unknown>;
  readonly #name: string;
  readonly #part: PairPart;
  readonly #written: Written;

  private constructor(format: PairFormat<unknown>, name: string, part: PairPart, written: Written) {
    this.#format = format;
    this.#name = name;
    this.#part = part;
    this.#written = written;
  }

  static async open(options: PairWriterOptions): Promise<PairWriter> {
    const { format, folder, partition, files, ...place } = options;
    const name = partName(partition, ENDING);
    const written: Written = { bytes: 0, hash: createHash('sha256') };
    const path = join(folder, name);
    const part = await format.openPart({ ...place, partition, path, files: watched(files, written) });
    return new PairWriter(format, name, part, written);
  }

  get rows(): number {
    return this.#part.count;
  }

  /** Of the file. */
  get bytes(): number {
    return this.#written.bytes;
  }

  /** Throws a TypeError for a row that is refused, or whose key is not that of the group: it would lie in another part. */
  add(row: unknown, groupKey: Buffer): void {
    const pair = this.#format.encodePair(row);
    const key = toBytes('key', pair[0]);
    if (!groupKey.equals(key)) {
      throw new TypeError(
        `it emits the key ${JSON.stringify(key.toString('utf8'))}, whose place is in the part of another key. ` +
          'Emit the key that is reduced; or let the output be a table, and load it with kv publish',
      );
    }
    this.addBytes(key, toBytes('value', pair[1]));
  }

  /** Both are copied. */
  addBytes(key: Uint8Array, value: Uint8Array): void {
    this.#part.set(key, value);
  }

  /** Writes the part; its bytes survive a power cut. */
  async finish(): Promise<Part> {
    await this.#part.write();
    const { bytes, hash } = this.#written;
    return { path: this.#name, rows: this.rows, bytes, sha256: hash.digest('hex') };
  }

  close(): void {
    this.#part.close();
  }
}

interface Written {
  bytes: number;
  readonly hash: Hash;
}

/** The file layer with an account of what is written. */
function watched(files: Files, written: Written): PartFiles {
  return {
    create(path) {
      const file = files.create(path);
      return {
        write(bytes) {
          written.hash.update(bytes);
          written.bytes += bytes.length;
          file.write(bytes);
        },
        datasync: () => file.datasync(),
        close: () => file.close(),
      };
    },
    rename: (source, target) => files.rename(source, target),
    removeLater: (path) => files.removeLater(path),
    syncFolderLater: (path) => files.syncFolderLater(path),
  };
}

function toBytes(what: string, data: unknown): Buffer {
  if (data instanceof Uint8Array) return Buffer.from(data.buffer, data.byteOffset, data.length);
  if (typeof data !== 'string') throw new TypeError(`a ${what} is text or bytes, not ${typeof data}`);
  if (!data.isWellFormed()) throw new TypeError(`a ${what} with a lone surrogate`);
  return Buffer.from(data);
}
