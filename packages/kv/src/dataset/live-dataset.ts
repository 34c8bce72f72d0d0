import type { Clock, Files, Random } from '@oremill/runtime';
import { type AppError, type Fsync, kvError } from '@oremill/types';
import type { Codec } from '@oremill/zstd';
import { plainCodec } from '@oremill/zstd';
import { AppendLog } from '../log/append-log.ts';
import { LogFeed } from '../log/log-feed.ts';
import { operationBytesMax } from '../log/operations.ts';
import type { LogCut } from '../log/recover-log.ts';
import { WINDOW_BYTES_MAX } from '../table/direct-requests.ts';
import type { Entry, EntryPage, ReadableTable, TableMemory } from '../table/entries.ts';
import type { Journal, RequestTable } from '../table/request-table.ts';
import { unshare } from '../table/unshare.ts';
import { type ChangeListener, ChangeListeners } from './change-listeners.ts';
import type { Dataset, OrderedPage, PrefixOptions, ValueOptions } from './dataset.ts';
import { followerReadOnly } from './follower-read-only.ts';
import { keepsNoOrder, valueTooLarge } from './live-refusals.ts';
import type { LiveTable, OpenTableOptions } from './live-table.ts';
import { LogFollower } from './log-follower.ts';
import { type Recovered, recoverDataset } from './recover-dataset.ts';
import type { Snapshot } from './snapshot-file.ts';
import { Upkeep } from './upkeep.ts';
import type { SnapshotReport } from './write-snapshot.ts';

export interface LiveDatasetOptions {
  readonly name: string;
  /** Its own; the log and the snapshot lie here, whatever else does. */
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Files;
  readonly codec: Codec;
  readonly openTable: (options: OpenTableOptions) => LiveTable;
  readonly fsync: Fsync;
  readonly valueBytesMax?: number;
  /** A snapshot is due when the log is longer than this, and than the data. */
  readonly snapshotBytesMin?: number;
  /** Opens what is there before a damaged place; the damaged files are kept beside it. */
  readonly acceptsLoss?: boolean;
  /** Its `follower` alone writes it, until `promote`. */
  readonly isFollowing?: boolean;
  /** Is told when a snapshot that nobody asked for has failed; writes go on. */
  readonly onSnapshotFailure?: (error: unknown) => void;
}

export interface Recovery {
  readonly snapshotEntries: number;
  readonly replayedOperations: number;
  /** A torn end of the log, which a power cut leaves. */
  readonly cut: LogCut | undefined;
  readonly elapsedMs: number;
}

const VALUE_BYTES_MAX = 512 * 1024 * 1024;
const SNAPSHOT_BYTES_MIN = 64 * 1024 * 1024;

/** When it is closed, all that reads met is logged, and of what has expired besides as much as this allows. */
const LAST_TEND_MS = 50;

/** A dataset that is written entry by entry: a table, a log of all that was done to it, and a snapshot that the log begins with. */
export class LiveDataset implements Dataset {
  readonly name: string;
  readonly kind = 'live';
  readonly version = undefined;
  readonly isOrdered: boolean;
  readonly parts: readonly ReadableTable[] | undefined;
  readonly recovery: Recovery;
  readonly #table: LiveTable;
  readonly #codec: Codec;
  readonly #log: AppendLog;
  readonly #valueBytesMax: number;
  readonly #listeners = new ChangeListeners();
  readonly #upkeep: Upkeep;
  #follower: LogFollower | undefined;
  /** Entries that gave room to others since it was opened. */
  evicted = 0;
  /** What followers of this one read. */
  readonly feed: LogFeed<Snapshot>;
  /** Why it takes no writes once `close` was called. */
  #closed: AppError | undefined;

  private constructor(options: LiveDatasetOptions, recovered: Recovered, elapsedMs: number) {
    this.name = options.name;
    this.#codec = options.codec;
    this.journal = this.#openJournal();
    this.#valueBytesMax = options.valueBytesMax ?? VALUE_BYTES_MAX;
    const { place, file, operations, cut } = recovered.log;
    const { folder, files, clock, fsync, isFollowing = false } = options;
    const log = new AppendLog({ files, clock, fsync, place, file });
    const { table } = recovered;
    const upkeep = new Upkeep({
      folder,
      files,
      log,
      table,
      snapshot: recovered.snapshot,
      recordBytesMax: recovered.recordBytesMax,
      snapshotBytesMin: options.snapshotBytesMin ?? SNAPSHOT_BYTES_MIN,
      onSnapshotFailure: options.onSnapshotFailure ?? (() => undefined),
      isFollowing,
    });
    this.#table = table;
    this.isOrdered = table.isOrdered;
    this.parts = table.parts;
    this.#log = log;
    this.#upkeep = upkeep;
    this.feed = new LogFeed({ folder, log, clock, snapshot: () => upkeep.current });
    if (isFollowing) this.#follower = new LogFollower({ table, log, upkeep, listeners: this.#listeners });
    else this.#startLimits();
    const { snapshotEntries } = recovered;
    this.recovery = { snapshotEntries, replayedOperations: operations, cut, elapsedMs };
  }

  /** Creates it in a folder where there is none. Throws LOG_CORRUPT, IMAGE_CORRUPT. */
  static async open(options: LiveDatasetOptions): Promise<LiveDataset> {
    const { clock, acceptsLoss = false, isFollowing = false } = options;
    const startMs = clock.monotonicMs();
    const recovered = await recoverDataset({ ...options, acceptsLoss, isFollowing });
    return new LiveDataset(options, recovered, clock.monotonicMs() - startMs);
  }

  get requests(): RequestTable | undefined {
    return this.#table.requests;
  }

  /** Of writes that the table's kernel makes by itself: these are small, and kept as they are. */
  readonly journal: Journal;

  get count(): number {
    return this.#table.count;
  }

  /** Why it takes no writes any more; undefined while it does. */
  get problem(): string | undefined {
    return this.#log.failure?.message;
  }

  /** Of the log since the snapshot, which a restart has to read. */
  get logBytes(): number {
    return this.#upkeep.logBytes;
  }

  get(key: Uint8Array): Buffer | undefined {
    return this.#valueOf(this.#table.find(key));
  }

  getMany(keys: readonly Uint8Array[]): (Buffer | undefined)[] {
    return this.#table.findMany(keys).map((entry) => this.#valueOf(entry));
  }

  has(key: Uint8Array): boolean {
    return this.#table.has(key);
  }

  expiresAtMs(key: Uint8Array): number | undefined {
    return this.#table.find(key)?.expiresAtMs;
  }

  page(from: number, count: number): EntryPage {
    return this.#table.page(from, count);
  }

  prefix(options: PrefixOptions): OrderedPage {
    if (!this.#table.isOrdered) throw keepsNoOrder(this.name);
    const { items, hasMore } = this.#table.prefix(options);
    return {
      hasMore,
      items: items.map((entry) => ({ key: entry.key, value: this.#valueOf(entry) as Buffer })),
    };
  }

  randomKey(): Buffer | undefined {
    return this.#table.randomKey();
  }

  memory(): TableMemory {
    return this.#table.memory();
  }

  set(key: Uint8Array, value: Uint8Array, { expiresAtMs = 0 }: ValueOptions = {}): void {
    this.#checkWritable();
    if (value.length > this.#valueBytesMax) {
      throw valueTooLarge(this.name, value.length, this.#valueBytesMax);
    }
    const compressed = this.#codec.compress(value);
    const [ownKey, stored] = [unshare(key), unshare(compressed ?? value)];
    const options = { isCompressed: compressed !== undefined, expiresAtMs };
    // First the table: what it refuses must not come back with the log.
    this.#table.set(ownKey, stored, options);
    this.#log.set(ownKey, stored, options);
    this.#listeners.tellChanged('set', ownKey);
    this.#upkeep.wrote(operationBytesMax(key.length, stored.length));
  }

  delete(key: Uint8Array): boolean {
    this.#checkWritable();
    const ownKey = unshare(key);
    if (!this.#table.delete(ownKey)) return false;
    this.#log.delete(ownKey);
    this.#listeners.tellChanged('delete', ownKey);
    this.#upkeep.wrote();
    return true;
  }

  setExpiry(key: Uint8Array, expiresAtMs: number): boolean {
    this.#checkWritable();
    const ownKey = unshare(key);
    if (!this.#table.setExpiry(ownKey, expiresAtMs)) return false;
    this.#log.setExpiry(ownKey, expiresAtMs);
    this.#listeners.tellChanged('expire', ownKey);
    this.#upkeep.wrote();
    return true;
  }

  clear(): void {
    this.#checkWritable();
    this.#table.clear();
    this.#log.clear();
    this.#listeners.tellCleared();
  }

  settled(): Promise<void> | undefined {
    return this.#log.settled();
  }

  /** Resolves when all writes so far are on the disk, whatever the dataset promises. */
  sync(): Promise<void> {
    return this.#log.sync();
  }

  /** Keeps the table in shape, for at most so long: to be called again and again. */
  tend(budgetMs: number): void {
    this.feed.tend();
    this.#listeners.tellEvicted();
    // Of a follower nothing goes by itself: its leader logs what has expired.
    for (const key of this.#table.tend(budgetMs)) {
      // It may have been written again since it expired.
      if (this.#table.has(key)) continue;
      // Logged, although its expiry is: a clock that is set back must not bring it back at the next start.
      if (this.#log.failure === undefined) this.#log.delete(key);
      this.#listeners.tellChanged('expired', key);
    }
  }

  /** No file of it is made any more; what is in memory can be read until it is closed. */
  retire(): Promise<void> {
    return this.#upkeep.stop(kvError('DATASET_MISSING', `${this.name} is replaced`));
  }

  /** Where it follows another dataset: what alone writes it. */
  get follower(): LogFollower | undefined {
    return this.#follower;
  }

  /** From now on it is written as any other. */
  promote(): void {
    if (this.#follower === undefined) return;
    this.#follower.promote();
    this.#startLimits();
    this.#follower = undefined;
  }

  /** Tells of each change when it is made, which is before it is safe. Returns how to stop. */
  onChange(listener: ChangeListener): () => void {
    return this.#listeners.add(listener);
  }

  /** Lets the log begin anew with all entries as they are. Writes go on meanwhile. */
  snapshot(): Promise<SnapshotReport> {
    return this.#upkeep.snapshot();
  }

  /** A copy of all that has been written so far, in a folder that is there and empty. It can be opened as a dataset. */
  copyTo(folder: string): Promise<void> {
    return this.#upkeep.copyTo(folder);
  }

  /** Everything is on the disk then. Throws when that fails; not when writes have failed before. */
  async close(): Promise<void> {
    const isFirst = this.#closed === undefined;
    if (isFirst) this.#listeners.tellEnded();
    this.#closed = kvError('DATASET_MISSING', `${this.name} is being closed`);
    await this.#upkeep.stop(this.#closed);
    await this.feed.close();
    // What somebody was told has expired must be logged as deleted, so that a clock that is set back does not bring it back.
    if (isFirst) this.tend(LAST_TEND_MS);
    try {
      await this.#log.close();
    } finally {
      this.#table.close();
      this.#codec.close();
    }
  }

  #startLimits(): void {
    this.#table.startLimits((evicted, count) => {
      // Before the write that takes their room: where the log has that write, it has these.
      this.#log.add(evicted, count);
      this.evicted += count;
      this.#listeners.keepEvicted(evicted);
    });
  }

  #openJournal(): Journal {
    const isOpen = () =>
      this.#log.failure === undefined &&
      this.#closed === undefined &&
      this.#follower === undefined &&
      this.#codec === plainCodec &&
      this.#listeners.count === 0 &&
      this.#valueBytesMax >= WINDOW_BYTES_MAX;
    return {
      get isOpen() {
        return isOpen();
      },
      add: (operations, count, operationBytesMost) => {
        this.#log.add(operations, count);
        this.#upkeep.wrote(operationBytesMost);
      },
    };
  }

  #valueOf(entry: Entry | undefined): Buffer | undefined {
    return entry && (entry.isCompressed ? this.#codec.decompress(entry.value) : entry.value);
  }

  #checkWritable(): void {
    const refusal: AppError | undefined = this.#log.failure ?? this.#closed;
    if (refusal) throw refusal;
    if (this.#follower) throw followerReadOnly();
  }
}
