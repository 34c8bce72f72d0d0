import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock, DataFile, Files } from '@oremill/runtime';
import type { AppError, Fsync } from '@oremill/types';
import type { SetOptions } from '../table/entries.ts';
import { type Deferred, defer } from './deferred.ts';
import { FRAME_HEAD_BYTES, sealFrame } from './frame.ts';
import { logFailure } from './log-failure.ts';
import { beginLogFile, type LogFile, logPath, makeSafe } from './log-file.ts';
import { PendingFrames } from './pending-frames.ts';

export interface AppendLogOptions {
  readonly files: Files;
  readonly clock: Clock;
  readonly fsync: Fsync;
  readonly place: LogFile;
  /** Of that place; all that it holds is on the disk, its name too. */
  readonly file: DataFile;
  /** More than so many, which nobody was promised yet, are written beside a running sync, although that may block. */
  readonly pendingBytesMax?: number;
}

/** A little less than the second that is promised: a sync takes a while itself. */
const SYNC_INTERVAL_MS = 900;
const PENDING_BYTES_MAX = 64 * 1024 * 1024;
/** At `always`, a sync waits for other writers so long at most: a round trip on a local network. */
const GATHER_MS_MAX = 1;
/** At `everysec`, whoever writes more than this while a sync runs waits for its end. */
const UNSYNCED_BYTES_MAX = 256 * 1024 * 1024;

/**
 * The log of a live dataset. At `always`, all operations of a turn of the event loop make a frame; one fdatasync makes
 * safe what all connections wrote before it, and what comes meanwhile waits in memory for the next. At `everysec` and
 * `off`, `settled` itself writes them to the file: who is told that they are done may see this process killed at once.
 * Such a write goes beside a running sync, which can block this thread for a while; what nobody asks for waits.
 *
 * After a failure it takes nothing more. What an fsync that failed had covered may never reach the disk although a
 * second one succeeds (Linux takes those pages for clean), so only opening the log again finds out what is there.
 */
export class AppendLog {
  readonly #files: Files;
  readonly #clock: Clock;
  readonly #fsync: Fsync;
  readonly #pendingBytesMax: number;
  readonly #pending = new PendingFrames();
  #place: LogFile;
  #file: DataFile;
  /** Positions: where the log ends, and up to where it is on the disk for sure. */
  #end: number;
  #safe: number;
  /** Operations: all so far, and those that a sync has covered, covers now, and is to cover. */
  #count = 0;
  #safeCount = 0;
  #syncingCount = 0;
  #wantedCount = 0;
  /** Whoever waits for the sync that runs, for the next one, and for the next file. */
  #current: Deferred | undefined;
  #next: Deferred | undefined;
  #rotation: Deferred | undefined;
  /** Whoever waits for more to read. */
  readonly #grown = new Set<() => void>();
  /** Whoever waits for a write, as the file is about to be over; while it is, no promise is kept by writing to it. */
  #written: Deferred | undefined;
  #isFileEnding = false;
  #isSyncing = false;
  #syncStartMs = 0;
  #syncEndMs = 0;
  /** Operations that the last sync covered, and those that came while it ran. */
  #expectedCount = 0;
  #syncs: Promise<void> = Promise.resolve();
  #turn: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failure: AppError | undefined;
  #hasWritten = false;
  #isClosed = false;

  constructor({ files, clock, fsync, place, file, pendingBytesMax = PENDING_BYTES_MAX }: AppendLogOptions) {
    this.#files = files;
    this.#clock = clock;
    this.#fsync = fsync;
    this.#pendingBytesMax = pendingBytesMax;
    this.#place = place;
    this.#file = file;
    this.#end = place.start + file.bytes;
    this.#safe = this.#end;
  }

  /** The file that is written to. */
  get place(): LogFile {
    return this.#place;
  }

  /** Where the log ends; operations that still wait in memory come behind it. */
  get end(): number {
    return this.#end;
  }

  /** Up to where it is on the disk for sure. */
  get safe(): number {
    return this.#safe;
  }

  /** Up to where followers may read: at `always`, nothing that a power cut could take back. */
  get readable(): number {
    return this.#fsync === 'always' ? this.#safe : this.#end;
  }

  /** Calls when more is readable, or the log is over. Returns how to stop. */
  onGrown(listener: () => void): () => void {
    this.#grown.add(listener);
    return () => void this.#grown.delete(listener);
  }

  /** Why it takes nothing more. */
  get failure(): AppError | undefined {
    return this.#failure;
  }

  set(key: Uint8Array, value: Uint8Array, options: SetOptions): void {
    this.#pending.set(key, value, options);
    this.#added();
  }

  /** Operations that are encoded already. */
  add(operations: Buffer, count: number): void {
    this.#pending.add(operations);
    this.#count += count - 1;
    this.#added();
  }

  delete(key: Uint8Array): void {
    this.#pending.delete(key);
    this.#added();
  }

  setExpiry(key: Uint8Array, expiresAtMs: number): void {
    this.#pending.setExpiry(key, expiresAtMs);
    this.#added();
  }

  clear(): void {
    this.#pending.clear();
    this.#added();
  }

  /** Whole frames of the log that this one follows, which come behind its end as they are. */
  appendSealed(frames: Buffer): void {
    if (this.#failure) throw this.#failure;
    try {
      this.#file.write(frames);
    } catch (error) {
      throw this.#fail(error);
    }
    this.#end += frames.length;
    this.#added();
    this.#tellGrown();
  }

  /**
   * Resolves when all operations so far are as safe as `fsync` promises; undefined when they are, and there is room for
   * more. At `everysec` and `off` they are written to the file by this call.
   */
  settled(): Promise<void> | undefined {
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#fsync === 'always') return this.#covering();
    if (this.#isFileEnding) return this.#afterFileEnd();
    this.#tryWrite();
    if (this.#failure) return Promise.reject(this.#failure);
    return this.#fsync === 'everysec' ? this.room() : undefined;
  }

  /** Resolves when no more waits for the disk than may be lost or kept in memory; undefined when it does not. */
  room(): Promise<void> | undefined {
    const isBehind = this.#end - this.#safe > UNSYNCED_BYTES_MAX;
    return this.#isSyncing && isBehind ? this.sync() : undefined;
  }

  /** Resolves when all operations so far are on the disk. */
  async sync(): Promise<void> {
    if (this.#failure) throw this.#failure;
    const covered = this.#covering();
    this.#startSync();
    await covered;
  }

  /** Goes on in a new file; all that is in the one before is on the disk then. */
  async rotate(): Promise<LogFile> {
    if (this.#failure) throw this.#failure;
    this.#rotation ??= defer();
    const rotated = this.#rotation.promise;
    this.#startSync();
    await rotated;
    return this.#place;
  }

  /** Everything is on the disk then, and the log says so; throws when that fails. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#tellGrown();
    try {
      if (this.#failure === undefined) {
        await this.sync();
        await this.#syncs;
        if (this.#hasWritten) await this.#sayIsSafe();
      }
    } finally {
      clearImmediate(this.#turn);
      clearTimeout(this.#timer);
      await this.#syncs;
      this.#file.close();
    }
  }

  #added(): void {
    this.#count += 1;
    if (this.#pending.bytes > this.#pendingBytesMax) this.#tryWrite();
    this.#turn ??= setImmediate(() => this.#endTurn());
  }

  #endTurn(): void {
    this.#turn = undefined;
    if (this.#fsync === 'always') this.#startSync();
    else if (!this.#isSyncing) this.#tryWrite();
    if (this.#fsync !== 'everysec' || this.#failure) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#startSync();
    }, SYNC_INTERVAL_MS).unref();
  }

  /** The promise of the sync that covers all operations so far; undefined when one has. */
  #covering(): Promise<void> | undefined {
    if (this.#count <= this.#safeCount) return undefined;
    if (this.#isSyncing && this.#count <= this.#syncingCount) {
      this.#current ??= defer();
      return this.#current.promise;
    }
    this.#next ??= defer();
    return this.#next.promise;
  }

  /** The promise of the write that begins the next file. */
  #afterFileEnd(): Promise<void> | undefined {
    if (this.#pending.bytes === 0) return undefined;
    this.#written ??= defer();
    return this.#written.promise;
  }

  #startSync(): void {
    if (this.#failure) return;
    this.#wantedCount = this.#count;
    if (this.#isSyncing) return;
    this.#isSyncing = true;
    this.#syncs = this.#runSyncs();
  }

  async #runSyncs(): Promise<void> {
    try {
      while (this.#failure === undefined && (this.#safeCount < this.#wantedCount || this.#rotation)) {
        if (this.#fsync === 'always') await this.#gather();
        this.#write();
        const end = this.#end;
        this.#syncingCount = this.#count;
        this.#syncStartMs = this.#clock.monotonicMs();
        this.#current = this.#next;
        this.#next = undefined;
        if (end > this.#safe) await this.#file.datasync();
        this.#safe = end;
        this.#tellGrown();
        this.#syncEndMs = this.#clock.monotonicMs();
        this.#expectedCount = this.#count - this.#safeCount;
        this.#safeCount = this.#syncingCount;
        this.#current?.resolve();
        this.#current = undefined;
        if (this.#rotation && this.#end === end) await this.#beginFile();
        // Much may have been written beside that sync. The next one covers little, and then the file can be over.
        else this.#isFileEnding = this.#rotation !== undefined;
      }
      this.#write();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#isSyncing = false;
    }
  }

  /**
   * Whoever is told that a write is safe may write again at once. Waiting for them a little, together with those who wrote
   * meanwhile, lets all share one sync where they would take turns in two.
   */
  async #gather(): Promise<void> {
    const waitMs = Math.min((this.#syncEndMs - this.#syncStartMs) / 2, GATHER_MS_MAX);
    const endMs = this.#syncEndMs + waitMs;
    while (this.#count - this.#safeCount < this.#expectedCount && this.#clock.monotonicMs() < endMs)
      await nextTurn();
  }

  async #beginFile(): Promise<void> {
    const number = this.#place.number + 1;
    const path = logPath(dirname(this.#place.path), number);
    const place = { ...this.#place, path, number, start: this.#end };
    const file = beginLogFile(this.#files, place);
    // From here on writes go to the new file, also those that do not wait for its sync.
    this.#file.close();
    this.#file = file;
    this.#place = place;
    this.#end = place.start + file.bytes;
    const end = this.#end;
    this.#isFileEnding = false;
    if (this.#written) this.#write();
    this.#written?.resolve();
    this.#written = undefined;
    await makeSafe(this.#files, place, file);
    this.#safe = end;
    this.#tellGrown();
    this.#rotation?.resolve();
    this.#rotation = undefined;
  }

  #tryWrite(): void {
    try {
      this.#write();
    } catch (error) {
      this.#fail(error);
    }
  }

  #write(): void {
    if (this.#failure) return;
    const { id } = this.#place;
    this.#pending.drain((frame) => {
      sealFrame(frame, { id, position: this.#end, safe: this.#safe });
      this.#file.write(frame);
      this.#end += frame.length;
      this.#hasWritten = true;
    });
    if (this.#fsync !== 'always') this.#tellGrown();
  }

  #tellGrown(): void {
    for (const listener of this.#grown) listener();
  }

  /** A frame without operations: from now on any damage before it is told from what a power cut leaves. */
  async #sayIsSafe(): Promise<void> {
    try {
      const frame = Buffer.alloc(FRAME_HEAD_BYTES);
      sealFrame(frame, { id: this.#place.id, position: this.#end, safe: this.#safe });
      this.#file.write(frame);
      await this.#file.datasync();
    } catch (error) {
      throw this.#fail(error);
    }
  }

  #fail(error: unknown): AppError {
    this.#failure ??= logFailure(error);
    for (const waiting of [this.#current, this.#next, this.#rotation, this.#written])
      waiting?.reject(this.#failure);
    this.#tellGrown();
    this.#current = undefined;
    this.#next = undefined;
    this.#rotation = undefined;
    this.#written = undefined;
    return this.#failure;
  }
}
