import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import { isDiskFull, type Logger, writeFileAtomic } from '@oremill/runtime';
import type { LogLine } from '@oremill/types';
import type { LogSink } from '../step/step-work.ts';
import { chunkPath, listChunks, readChunkSync } from './log-folder.ts';
import { recordsOf, toRecord } from './log-records.ts';

/** A log that is being written. */
export interface OpenLog extends LogSink {
  readonly lines: number;
  readonly bytes: number;
  /** Everything is in files, and packed, when this returns. */
  close(): Promise<void>;
}

export interface LogWriterOptions {
  readonly log: Logger;
  /** Of one attempt of a step; what is more is left out, and told so. */
  readonly stepBytesMax: number;
  readonly nowMs: () => number;
}

/** How much of a log a killed engine may lose. */
const FLUSH_MS = 200;
const FLUSH_CHARS = 64 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/** Writes lines to chunk files, at least every 200 ms, and packs each chunk that is full. Goes on with what is there. */
export function openLogWriter(folder: string, { log, nowMs, stepBytesMax }: LogWriterOptions): OpenLog {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // One at a time: a step that writes faster than they are packed fills the disk for a while, not the memory.
  let packed = Promise.resolve();
  const pack = (path: string) => {
    packed = packed
      .then(() => packChunk(path))
      // It can be read as it is; the disk may be full.
      .catch((error: unknown) => log.warn({ err: error }, `a chunk of a log was not packed: ${path}`));
  };
  let lines = goOn(folder, pack);
  let bytes = 0;
  let buffer = '';
  let chunk: { path: string; file: number; bytes: number } | undefined;
  let isCut = false;
  let isLost = false;
  let bufferFirstLine = lines;

  const flush = () => {
    if (buffer === '' || isLost) return;
    try {
      chunk ??= openChunk(chunkPath(folder, bufferFirstLine));
      chunk.bytes += writeWhole(chunk.file, Buffer.from(buffer));
    } catch (error) {
      // The step goes on, and so does the engine: what it does is not in doubt, only what is seen of it.
      isLost = true;
      const why = isDiskFull(error) ? 'the disk is full' : 'it cannot be written';
      log.error({ err: error }, `${why}: a log is not complete: ${folder}`);
    }
    buffer = '';
    bufferFirstLine = lines;
    if (chunk !== undefined && chunk.bytes >= CHUNK_BYTES) endChunk();
  };
  const endChunk = () => {
    if (chunk === undefined) return;
    closeSync(chunk.file);
    pack(chunk.path);
    chunk = undefined;
  };
  const append = (record: string) => {
    buffer += record;
    lines += 1;
    bytes += Buffer.byteLength(record);
    if (buffer.length >= FLUSH_CHARS) flush();
  };
  const timer = setInterval(flush, FLUSH_MS);
  timer.unref();

  return {
    get lines() {
      return lines;
    },
    get bytes() {
      return bytes;
    },
    write(line) {
      // What the engine says is little, and tells how the step came out.
      if (bytes <= stepBytesMax || line.stream === 'engine') return append(toRecord(line));
      if (isCut) return;
      isCut = true;
      append(toRecord(cutNote(stepBytesMax, nowMs())));
    },
    async close() {
      clearInterval(timer);
      flush();
      endChunk();
      await packed;
    },
  };
}

function cutNote(bytesMax: number, atMs: number): Omit<LogLine, 'line'> {
  return { atMs, stream: 'engine', text: `the log is cut here: it has more than ${bytesMax} bytes` };
}

/** The number of lines that are there. A chunk that an engine has left is packed without its torn end. */
function goOn(folder: string, pack: (path: string) => void): number {
  const last = listChunks(folder).at(-1);
  if (last === undefined) return 0;
  const records = recordsOf(readChunkSync(last));
  if (!last.isPacked) {
    writeFileAtomic(last.path, records.map((record) => `${record}\n`).join(''), 0o600);
    pack(last.path);
  }
  return last.firstLine + records.length;
}

function openChunk(path: string) {
  return { path, file: openSync(path, 'a', 0o600), bytes: 0 };
}

/** A disk that gets full takes a part first. */
function writeWhole(file: number, bytes: Uint8Array): number {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
  return bytes.length;
}

async function packChunk(path: string): Promise<void> {
  const packed = await promisify(zstdCompress)(readFileSync(path));
  writeFileAtomic(`${path}.zst`, packed, 0o600);
  rmSync(path);
}
