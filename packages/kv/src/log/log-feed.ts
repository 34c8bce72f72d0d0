import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Clock } from '@oremill/runtime';
import { type AppError, kvError } from '@oremill/types';
import type { AppendLog } from './append-log.ts';
import { decodeHeader, HEADER_BYTES, type LogFile, type LogId, logPath } from './log-file.ts';
import { waitFor } from './wait-for.ts';

/** Where a log begins: as much of a snapshot as reading it takes. */
export interface LogBeginning {
  readonly id: LogId;
  readonly start: number;
}

export interface LogFeedOptions<Beginning> {
  readonly folder: string;
  readonly log: AppendLog;
  readonly clock: Clock;
  readonly snapshot: () => Beginning;
}

interface OpenFile {
  readonly handle: FileHandle;
  readonly openedAtMs: number;
  usedAtMs: number;
}

/** A file that nobody read for so long is closed: until then it can be read although it has been removed. */
const IDLE_MS = 60_000;
/** One that is read all the time is closed too, in the end: whoever reads as slowly as that may not keep its room on the disk. */
const OPEN_MS_MAX = 60 * 60_000;
const SUMMED_BYTES = 1024 * 1024;

/**
 * A log while it is written, as those read it who follow it: any bytes from any position that it has. Its files stay open
 * while they are read, so that a follower does not lose its place when the log begins anew.
 */
export class LogFeed<Beginning extends LogBeginning = LogBeginning> {
  readonly #options: LogFeedOptions<Beginning>;
  readonly #open = new Map<string, OpenFile>();
  #isClosed = false;

  constructor(options: LogFeedOptions<Beginning>) {
    this.#options = options;
  }

  get id(): LogId {
    return this.snapshot.id;
  }

  /** Where the log is written on. */
  get place(): LogFile & { readonly position: number } {
    const { place, end } = this.#options.log;
    return { ...place, position: end };
  }

  /** What it begins with. */
  get snapshot(): Beginning {
    return this.#options.snapshot();
  }

  /** The first position that is on disk for sure; older ones may be readable still. */
  get start(): number {
    return this.snapshot.start;
  }

  get end(): number {
    return this.#options.log.readable;
  }

  /** Resolves when the log is longer than this, the time is up, or the signal says so. */
  async grown(position: number, waitMs: number, stopped: AbortSignal): Promise<void> {
    if (this.end !== position || waitMs === 0 || this.#isClosed) return;
    await waitFor((done) => this.#options.log.onGrown(done), waitMs, stopped);
  }

  /** Bytes from there on, at most so many and none beyond the end of a file. Throws LOG_PASSED where there is no such position. */
  async read(position: number, bytesMax: number): Promise<Buffer> {
    if (position > this.end) throw passed(position);
    const { place } = this.#options.log;
    const bytes = Math.min(bytesMax, this.end - position);
    if (position >= place.start) {
      return this.#readAt(place.path, position - place.start, bytes);
    }
    const found = await this.#findFile(position, place);
    if (found === undefined) throw passed(position);
    return this.#readAt(found.path, position - found.start, Math.min(bytes, found.end - position));
  }

  /** Of all bytes from one position to another. */
  async checksum(from: number, to: number): Promise<number> {
    let sum = 0;
    for (let at = from; at < to; ) {
      const bytes = await this.read(at, Math.min(SUMMED_BYTES, to - at));
      if (bytes.length === 0) throw passed(to);
      sum = crc32(bytes, sum);
      at += bytes.length;
    }
    return sum;
  }

  /** Bytes of the snapshot with this name, also when a later one has replaced it lately. */
  async readRecords(name: string, offset: number, bytesMax: number): Promise<Buffer> {
    if (!/^snapshot-\d{6,}$/.test(name)) throw passed(offset);
    return this.#readAt(join(this.#options.folder, name), offset, bytesMax);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { handle } of this.#open.values()) await handle.close();
    this.#open.clear();
  }

  /** Among the files before the one that is written. */
  async #findFile(position: number, { number, start, id }: LogFile) {
    let end = start;
    for (let before = number - 1; before > 0; before -= 1) {
      const path = logPath(this.#options.folder, before);
      const header = decodeHeader(await this.#readAt(path, 0, HEADER_BYTES));
      if (header === undefined || !header.id.equals(id)) return undefined;
      if (header.start <= position) return { path, start: header.start, end };
      end = header.start;
    }
    return undefined;
  }

  async #readAt(path: string, at: number, bytes: number): Promise<Buffer> {
    const { handle } = await this.#file(path);
    const buffer = Buffer.allocUnsafeSlow(bytes);
    let done = 0;
    while (done < bytes) {
      const { bytesRead } = await handle.read(buffer, done, bytes - done, at + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return buffer.subarray(0, done);
  }

  async #file(path: string): Promise<OpenFile> {
    const nowMs = this.#options.clock.monotonicMs();
    this.#closeIdle(nowMs);
    let file = this.#open.get(path);
    if (file === undefined) {
      const handle = await open(path, 'r').catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw passed();
        throw error;
      });
      const other = this.#open.get(path);
      // Somebody else may have opened it meanwhile, or all may have been closed.
      if (other !== undefined || this.#isClosed) await handle.close();
      if (this.#isClosed) throw passed();
      file = other ?? { handle, openedAtMs: nowMs, usedAtMs: nowMs };
      this.#open.set(path, file);
    }
    file.usedAtMs = nowMs;
    return file;
  }

  #closeIdle(nowMs: number): void {
    for (const [path, { handle, openedAtMs, usedAtMs }] of this.#open) {
      if (nowMs - usedAtMs < IDLE_MS && nowMs - openedAtMs < OPEN_MS_MAX) continue;
      this.#open.delete(path);
      // A read that has begun is waited for.
      void handle.close();
    }
  }

  /** To be called now and then: also where nobody reads any more, files are let go. */
  tend(): void {
    if (this.#open.size > 0) this.#closeIdle(this.#options.clock.monotonicMs());
  }
}

function passed(position?: number): AppError {
  return kvError(
    'LOG_PASSED',
    position === undefined
      ? 'that part of the log is not there any more'
      : `the log has no position ${position}`,
    { hint: 'It has begun anew since, or was written again from a copy: follow it from its snapshot.' },
  );
}
