import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { type Duplex, pipeline, Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { compressionOf, MAGIC_BYTES } from '@oremill/runtime/decompress';
import type { Objects } from '@oremill/runtime/objects';
import { kvError } from '@oremill/types';
import { fileVersion } from '../load/file-version.ts';
import type { Source } from '../load/source.ts';
import { asSourceError, changed } from '../load/source-error.ts';
import type { Buffers } from './buffers.ts';
import type { Stretch } from './stretch.ts';

/** Whole lines; give `buffer` back when they are done with. */
export interface Block {
  readonly bytes: Buffer;
  readonly buffer: Buffer;
  /** Of the first line, in the source as it is when it is decompressed. */
  readonly offset: number;
}

const NEWLINE = 0x0a;
const READ_BYTES = 2 ** 20;
const LINE_BYTES_MAX = 2 ** 30;

/** The lines of a stretch, in blocks. Throws what is wrong with the source, also behind its last block. */
export async function* readBlocks(
  { source, start, end }: Stretch,
  buffers: Buffers,
  objects: Objects,
): AsyncGenerator<Block> {
  try {
    await checkUnchanged(source);
    const origin = { offset: start };
    const pieces = end === undefined ? wholeSource(source, objects) : rangeOf(source, end, origin);
    yield* cutBlocks(pieces, { name: source.name, origin, buffers });
    await checkUnchanged(source);
  } catch (error) {
    throw asSourceError(source.name, error);
  }
}

/** A file that is written to meanwhile would be cut in other places than were planned. */
async function checkUnchanged({ name, place, version }: Source): Promise<void> {
  if (place.kind !== 'file' || version === undefined) return;
  if (fileVersion(await stat(place.path, { bigint: true })) !== version) throw changed(name);
}

/** Where the first piece begins: known when it comes. */
interface Origin {
  offset: number;
}

/** From the first line that begins at or behind the origin to the end of the last one that begins before `end`. */
async function* rangeOf({ place }: Source, end: number, origin: Origin): AsyncGenerator<Buffer> {
  if (place.kind !== 'file') throw new TypeError('only a file has ranges');
  let position = Math.max(0, origin.offset - 1);
  let isAligned = origin.offset === 0;
  const stream = createReadStream(place.path, { start: position, highWaterMark: READ_BYTES });
  for await (const read of stream as AsyncIterable<Buffer>) {
    let piece = read;
    if (!isAligned) {
      const newline = piece.indexOf(NEWLINE);
      isAligned = newline !== -1;
      piece = piece.subarray(isAligned ? newline + 1 : piece.length);
      position += read.length - piece.length;
      if (position >= end) return;
      if (!isAligned) continue;
      origin.offset = position;
    }
    const last = piece.indexOf(NEWLINE, Math.max(0, end - 1 - position));
    if (position + piece.length >= end && last !== -1) {
      yield piece.subarray(0, last + 1);
      return;
    }
    yield piece;
    position += piece.length;
  }
}

async function* wholeSource(source: Source, objects: Objects): AsyncGenerator<Buffer> {
  const { name, sha256 } = source;
  const digest = sha256 === undefined ? undefined : createHash('sha256');
  const stored = digested(await openStored(source, objects), digest);
  try {
    if (source.isCompressed) yield* decompressed(stored, await decoderOf(source, objects));
    else yield* stored;
  } catch (error) {
    if (!isDecoderError(error)) throw error;
    throw kvError('SOURCE_INVALID', `${name} is damaged: ${error.message}`, {
      hint: GET_AGAIN,
      cause: error,
    });
  }
  if (digest === undefined || digest.digest('hex') === sha256) return;
  throw kvError('SOURCE_INVALID', `${name} has another sha256 than its manifest says`, { hint: GET_AGAIN });
}

const GET_AGAIN = 'It was damaged or replaced: run the job again, or get its output once more.';

async function* digested(stored: Readable, digest: Hash | undefined): AsyncGenerator<Buffer> {
  for await (const piece of stored as AsyncIterable<Buffer>) {
    digest?.update(piece);
    yield piece;
  }
}

function decompressed(stored: AsyncIterable<Buffer>, decoder: Duplex): AsyncIterable<Buffer> {
  // What fails destroys the decoder with its error, which its reader is told.
  pipeline(Readable.from(stored), decoder, () => undefined);
  return decoder as AsyncIterable<Buffer>;
}

function isDecoderError(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && /^(Z_|ZSTD_|ERR_TRAILING_JUNK)/.test(String(error.code))
  );
}

async function openStored({ place, version }: Source, objects: Objects): Promise<Readable> {
  if (place.kind === 'file') return createReadStream(place.path, { highWaterMark: READ_BYTES });
  if (place.kind === 'stdin') throw new TypeError('stdin is no source of a cluster load');
  return objects.read(place.uri, undefined, { version });
}

async function decoderOf({ name, place }: Source, objects: Objects): Promise<Duplex> {
  const head = place.kind === 'file' ? await headOfFile(place.path) : await headOfObject(place, objects);
  switch (compressionOf(head)) {
    case 'gzip':
      return createGunzip();
    case 'zstd':
      return createZstdDecompress({ rejectGarbageAfterEnd: true });
    case undefined:
      throw kvError('SOURCE_INVALID', `${name} is neither gzip nor zstd`);
  }
}

async function headOfFile(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(MAGIC_BYTES);
    await file.read(head, 0, MAGIC_BYTES, 0);
    return head;
  } finally {
    await file.close();
  }
}

async function headOfObject(place: Source['place'], objects: Objects): Promise<Buffer> {
  if (place.kind !== 'object') return Buffer.alloc(0);
  const head = await objects.read(place.uri, { start: 0, end: MAGIC_BYTES });
  return Buffer.concat(await Array.fromAsync(head as AsyncIterable<Buffer>));
}

/** Puts pieces together and cuts them behind the last newline of each full buffer. */
async function* cutBlocks(
  pieces: AsyncIterable<Buffer>,
  { name, origin, buffers }: { name: string; origin: Origin; buffers: Buffers },
): AsyncGenerator<Block> {
  let buffer = buffers.take();
  let used = 0;
  let offset: number | undefined;
  for await (const piece of pieces) {
    offset ??= origin.offset;
    for (let from = 0; from < piece.length; ) {
      const taken = piece.copy(buffer, used, from);
      used += taken;
      from += taken;
      if (used < buffer.length) continue;
      const cut = buffer.lastIndexOf(NEWLINE) + 1;
      const next = cut === 0 ? larger(buffer, name) : buffers.take();
      const rest = buffer.copy(next, 0, cut);
      if (cut > 0) yield { bytes: buffer.subarray(0, cut), buffer, offset };
      offset += cut;
      buffer = next;
      used = rest;
    }
  }
  if (used > 0) yield { bytes: buffer.subarray(0, used), buffer, offset: offset ?? origin.offset };
  else buffers.give(buffer);
}

function larger(buffer: Buffer, name: string): Buffer {
  if (buffer.length * 2 <= LINE_BYTES_MAX) return Buffer.allocUnsafeSlow(buffer.length * 2);
  throw kvError('SOURCE_INVALID', `${name} has a line of more than 512 MiB`);
}
