import { mapreduceError } from '@oremill/types';
import type { ByteSource } from './byte-source.ts';
import { findChanged } from './find-changed.ts';
import { openBytes } from './open-lines.ts';
import type { Source } from './plan-splits.ts';

const SKIP_BYTES = 1024 * 1024;

/** Reads records again at the places where they were found. Those of a compressed file are read in one pass if in order. */
export class RecordReader {
  readonly #bySource = new Map<string, Source>();
  readonly #unchanged = new Set<Source>();
  #open: { readonly source: Source; readonly bytes: ByteSource; at: number } | undefined;

  /** `sources` are the inputs as they were when the record was found. */
  constructor(sources: readonly Source[]) {
    for (const source of sources) this.#bySource.set(source.name, source);
  }

  /** Throws INPUT_UNREADABLE when the file is gone or has changed. */
  async read(name: string, offset: number, length: number): Promise<Buffer> {
    const source = this.#bySource.get(name);
    if (source === undefined) {
      throw mapreduceError('INPUT_UNREADABLE', `the record at ${name}:${offset} is not kept whole`, {
        hint: 'It was read from stdin, or from a file that is not among the inputs. Run the job again on its source.',
      });
    }
    if (!this.#unchanged.has(source)) await this.#checkUnchanged(source);
    const place = this.#placeAt(source, offset);
    await fill(place, Buffer.allocUnsafe(SKIP_BYTES), offset - place.at, name);
    const record = Buffer.allocUnsafe(length);
    await fill(place, record, length, name);
    return record;
  }

  close(): void {
    this.#open?.bytes.close();
    this.#open = undefined;
  }

  async #checkUnchanged(source: Source): Promise<void> {
    if ((await findChanged([source])) !== undefined) throw changed(source.name);
    this.#unchanged.add(source);
  }

  #placeAt(source: Source, offset: number): { readonly bytes: ByteSource; at: number } {
    const isAhead = this.#open?.source === source && this.#open.at <= offset;
    // A plain file is opened at the record itself.
    if (this.#open && isAhead && source.compression !== undefined) return this.#open;
    this.close();
    const at = source.compression === undefined ? offset : 0;
    this.#open = { source, bytes: openBytes(source, at), at };
    return this.#open;
  }
}

function changed(name: string): Error {
  return mapreduceError('INPUT_UNREADABLE', `${name} has changed since it was read`, {
    hint: 'A long record is not kept whole, so its file is needed as it was: put it back, or run the job on it.',
  });
}

/** Reads `length` bytes over and over into the buffer from its start, or once when it is as long. */
async function fill(
  place: { readonly bytes: ByteSource; at: number },
  buffer: Buffer,
  length: number,
  name: string,
): Promise<void> {
  for (let done = 0; done < length; ) {
    const start = done % buffer.length;
    const wanted = Math.min(buffer.length - start, length - done);
    const read = await place.bytes.read(buffer, start, wanted);
    if (read === 0) throw changed(name);
    done += read;
    place.at += read;
  }
}
