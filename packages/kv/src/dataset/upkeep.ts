import type { Files } from '@oremill/runtime';
import type { AppError } from '@oremill/types';
import type { AppendLog } from '../log/append-log.ts';
import { copyDataset } from './copy-dataset.ts';
import type { LiveTable } from './live-table.ts';
import type { Snapshot } from './snapshot-file.ts';
import { type SnapshotReport, writeSnapshot } from './write-snapshot.ts';

export interface UpkeepOptions {
  readonly folder: string;
  readonly files: Files;
  readonly log: AppendLog;
  readonly table: LiveTable;
  readonly snapshot: Snapshot;
  /** No record of the table is larger. */
  readonly recordBytesMax: number;
  readonly snapshotBytesMin: number;
  readonly onSnapshotFailure: (error: unknown) => void;
  /** Files of its log begin where those of its leader do, and there alone. */
  readonly isFollowing: boolean;
}

/** Snapshots and copies of a live dataset, one after the other; snapshots also by themselves, when its log is long. */
export class Upkeep {
  readonly #options: UpkeepOptions;
  readonly #stopping = new AbortController();
  #snapshot: Snapshot;
  #recordBytesMax: number;
  #last: Promise<unknown> = Promise.resolve();
  #isWriting = false;
  #isFollowing: boolean;
  /** Where the log ends when the next snapshot may be due. */
  #nextLook: number;

  constructor(options: UpkeepOptions) {
    this.#options = options;
    this.#snapshot = options.snapshot;
    this.#recordBytesMax = options.recordBytesMax;
    this.#nextLook = options.snapshot.start + options.snapshotBytesMin;
    this.#isFollowing = options.isFollowing;
  }

  get current(): Snapshot {
    return this.#snapshot;
  }

  /** Of the log since the snapshot. */
  get logBytes(): number {
    return this.#options.log.end - this.#snapshot.start;
  }

  snapshot(): Promise<SnapshotReport> {
    const { log } = this.#options;
    return this.#inTurn(async () => {
      const recordBytesMax = () => this.#recordBytesMax;
      const beginFile = async () => (this.#isFollowing ? log.place : await log.rotate());
      const { snapshot, report } = await writeSnapshot({ ...this.#what(), recordBytesMax, beginFile });
      this.#snapshot = snapshot;
      this.#nextLook = snapshot.start + this.#options.snapshotBytesMin;
      return report;
    });
  }

  copyTo(folder: string): Promise<void> {
    return this.#inTurn(() => copyDataset(folder, this.#what()));
  }

  /** To be told after each write of a record, and of other operations without its bytes. */
  wrote(recordBytes = 0): void {
    if (recordBytes > this.#recordBytesMax) this.#recordBytesMax = recordBytes;
    if (this.#options.log.end > this.#nextLook && !this.#isWriting && !this.#isFollowing) this.#consider();
  }

  /** To be told when the log goes on in a new file, as the leader's does: it can begin anew there. */
  followedFile(): void {
    if (!this.#isWriting) this.#writeAlone();
  }

  /** It follows nobody any more. */
  promote(): void {
    this.#isFollowing = false;
  }

  /** Ends what is under way with this reason. */
  async stop(reason: AppError): Promise<void> {
    this.#stopping.abort(reason);
    await this.#last;
  }

  #consider(): void {
    const { log, table, snapshotBytesMin } = this.#options;
    const { keyBytes, valueBytes } = table.memory();
    this.#nextLook = this.#snapshot.start + Math.max(snapshotBytesMin, keyBytes + valueBytes);
    if (log.end > this.#nextLook) this.#writeAlone();
  }

  /** A snapshot that nobody asked for. */
  #writeAlone(): void {
    const { log, snapshotBytesMin, onSnapshotFailure } = this.#options;
    this.#isWriting = true;
    this.snapshot()
      .catch((error: unknown) => {
        // Not at once again: what was in its way, such as a full disk, may take a while to go.
        this.#nextLook = log.end + snapshotBytesMin;
        if (!this.#stopping.signal.aborted) onSnapshotFailure(error);
      })
      .finally(() => {
        this.#isWriting = false;
      });
  }

  #what() {
    return { ...this.#options, snapshot: this.#snapshot, signal: this.#stopping.signal };
  }

  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const run = this.#last.then(() => {
      this.#stopping.signal.throwIfAborted();
      return act();
    });
    this.#last = run.catch(() => undefined);
    return run;
  }
}
