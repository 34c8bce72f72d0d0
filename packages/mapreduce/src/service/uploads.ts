import { createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Clock, isDiskFull, type Random } from '@oremill/runtime';
import { type Bytes, formatBytes, mapreduceError, newId, type Upload } from '@oremill/types';

const PARTIAL = '.partial';

export interface UploadsOptions {
  readonly folder: string;
  readonly uploadBytesMax: Bytes;
  readonly clock: Clock;
  readonly random: Random;
}

/** Files that clients sent to run jobs on: `<folder>/<id>/<name>`, there whole or not at all. */
export class Uploads {
  readonly #options: UploadsOptions;

  constructor(options: UploadsOptions) {
    this.#options = options;
  }

  /** Removes what a killed process left half received. */
  async sweep(): Promise<void> {
    await mkdir(this.#options.folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#options.folder)) {
      if (name.endsWith(PARTIAL)) rmSync(join(this.#options.folder, name), { recursive: true, force: true });
    }
  }

  /** Streams `content` to disk. Throws UPLOAD_TOO_LARGE past the limit and DISK_FULL; nothing stays then. */
  async receive(name: string, content: Readable): Promise<Upload> {
    const { folder, clock, random, uploadBytesMax } = this.#options;
    const id = newId(clock.nowMs(), random);
    const partial = join(folder, id + PARTIAL);
    // Not awaited: a client that leaves before the pipeline holds its stream would be an error without a catcher.
    mkdirSync(partial, { mode: 0o700 });
    const counter = countUpTo(uploadBytesMax, name);
    try {
      await pipeline(
        content,
        counter,
        createWriteStream(join(partial, safeName(name)), { mode: 0o600, flush: true }),
      );
      renameSync(partial, join(folder, id));
    } catch (error) {
      rmSync(partial, { recursive: true, force: true });
      throw isDiskFull(error)
        ? mapreduceError('DISK_FULL', `no room for the upload ${name}`, {
            hint: `Free space under ${folder} and send it again.`,
            cause: error,
          })
        : error;
    }
    return { id, name, bytes: counter.bytes };
  }

  /** The file of an upload. Throws UPLOAD_MISSING. */
  async find(id: string): Promise<string> {
    const folder = join(this.#options.folder, id);
    const [name] = await readdir(folder).catch(() => []);
    if (name === undefined) {
      throw mapreduceError('UPLOAD_MISSING', `there is no upload ${id}`, { hint: 'Send the file again.' });
    }
    return join(folder, name);
  }
}

class ByteCounter extends Transform {
  bytes = 0;
}

function countUpTo(limit: Bytes, name: string): ByteCounter {
  const counter = new ByteCounter({
    transform(chunk: Buffer, _encoding, done) {
      counter.bytes += chunk.length;
      if (counter.bytes <= limit) return done(null, chunk);
      done(
        mapreduceError('UPLOAD_TOO_LARGE', `${name} is larger than ${formatBytes(limit)}`, {
          hint: 'Put the file under an allowed folder, or raise OREMILL_UPLOAD_BYTES_MAX.',
        }),
      );
    },
  });
  return counter;
}

/** The name is for people, but it becomes a file name: no separators, nothing hidden, no glob characters. */
function safeName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[._-]+/, '');
  return plain.slice(-100) || 'upload';
}
