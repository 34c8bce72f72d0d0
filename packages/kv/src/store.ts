import type { Clock, FileLock, Logger, Random } from '@oremill/runtime';
import {
  type CreateDataset,
  createDatasetSchema,
  type DatasetReport,
  kvError,
  type Pins,
  type Replica,
  type Version,
} from '@oremill/types';
import type { BuildPlan, StoreControl } from './command/store-control.ts';
import { copyHeld } from './copy-held.ts';
import type { Change } from './dataset/change-listeners.ts';
import type { Dataset } from './dataset/dataset.ts';
import { followerReadOnly } from './dataset/follower-read-only.ts';
import type { Reader } from './dataset/published-versions.ts';
import { describeDataset } from './describe-dataset.ts';
import { checkName, HeldDatasets } from './held.ts';
import type { ServeOptions } from './publish-version.ts';
import { Publisher, type PublishOptions } from './publisher.ts';
import { Leader } from './replica/leader.ts';
import type { ReplicaOf } from './replica/replica-of.ts';
import { StoreReplica } from './replica/store-replica.ts';
import { StoreChanges } from './store-changes.ts';
import { StoreFolder } from './store-folder.ts';

export interface StoreOptions {
  /** Where everything lies; `kv` in the data folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** Threads that a publish uses. */
  readonly workers?: number | undefined;
  /** Another server whose datasets it keeps, and which alone may be written. */
  readonly replicaOf?: ReplicaOf | undefined;
}

export type StoreChange = Change | { readonly kind: 'published'; readonly version: number };
/** Live datasets are kept in shape: so long, so often. */
const TEND_MS_MAX = 2;
const TEND_EVERY_MS = 100;

/** All datasets of a folder, in memory. One process has it open at a time. */
export class Store implements StoreControl {
  readonly #clock: Clock;
  readonly #folder: StoreFolder;
  readonly #lock: FileLock;
  readonly #held: HeldDatasets;
  readonly #publisher: Publisher;
  readonly #changes = new StoreChanges();
  readonly #tending: NodeJS.Timeout;
  /** For servers that follow this one. */
  readonly leader: Leader;
  readonly #replica: StoreReplica;
  #closing: Promise<void> | undefined;

  private constructor(options: StoreOptions, folder: StoreFolder, lock: FileLock) {
    this.#clock = options.clock;
    this.#folder = folder;
    this.#lock = lock;
    const isFollowing = () => this.isReplica;
    this.#held = new HeldDatasets({ ...options, folder, isFollowing });
    this.#publisher = new Publisher({ ...options, folder, held: this.#held });
    this.#replica = new StoreReplica({ ...options, folder, held: this.#held, changes: this.#changes });
    const { revision } = this.#changes;
    this.leader = new Leader({ folder, held: this.#held, revision, following: this.#replica });
    this.#tending = setInterval(() => this.#held.tend(TEND_MS_MAX), TEND_EVERY_MS).unref();
  }

  /**
   * Reads every dataset into memory. Throws STORE_IN_USE, and CONFIG_INVALID where following would undo writes; a dataset
   * that cannot be read has a `problem`.
   */
  static async open(options: StoreOptions): Promise<Store> {
    const folder = new StoreFolder(options.folder);
    const store = new Store(options, folder, await folder.lock());
    try {
      const names = folder.open();
      store.#replica.open(options.replicaOf, names.length === 0);
      for (const name of names) await store.#held.open(name);
      store.#replica.start();
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** A leader alone writes it. */
  get isReplica(): boolean {
    return this.#replica.isOn;
  }

  names(): string[] {
    return this.#held.names;
  }

  has(name: string): boolean {
    return this.#held.has(name);
  }

  list(): DatasetReport[] {
    const replica = this.isReplica ? this.status() : undefined;
    return this.names().map((name) => describeDataset(name, this.#held.get(name), replica));
  }

  /** Throws DATASET_MISSING. */
  report(name: string): DatasetReport {
    return describeDataset(name, this.#held.get(name), this.isReplica ? this.status() : undefined);
  }

  /** Of a replica: how it follows. */
  status(): Replica {
    return this.#replica.status();
  }

  /** Follows nobody any more: what is here can be written from now on. Nothing, where it follows nobody. */
  promote(): Promise<void> {
    return this.#replica.promote();
  }

  /** What this reader is to see of a dataset. Throws DATASET_MISSING, or what keeps it from being read. */
  find(name: string, reader: Reader = {}): Dataset {
    const held = this.#held.get(name);
    if (held.kind === 'broken') throw held.error;
    return held.kind === 'live' ? held.dataset : held.versions.for(reader);
  }

  /** Makes a live dataset. Throws DATASET_EXISTS, DATASET_INVALID. */
  create(request: CreateDataset): Promise<DatasetReport> {
    return this.#change(request.name, async () => {
      const { name, ...options } = createDatasetSchema.parse(request);
      if (this.#held.has(name)) {
        throw kvError('DATASET_EXISTS', `there is a dataset ${name} already`, {
          hint: 'Choose another name, or remove that one first.',
        });
      }
      const createdAt = new Date(this.#clock.nowMs()).toISOString();
      this.#folder.make(name, { format: 1, kind: 'live', createdAt, ...options });
      await this.#held.openNew(name);
      return this.report(name);
    });
  }

  /** Removes a dataset with all that is in it. */
  remove(name: string): Promise<void> {
    return this.#change(name, () => this.#held.discard(name));
  }

  /** Builds a version from sources and serves it: readers see the one before until it is whole and on disk. */
  publish(name: string, options: PublishOptions): Promise<Version> {
    return this.#serveNew(name, () => this.#publisher.publish(name, options));
  }

  planBuild(name: string): BuildPlan {
    checkName(name);
    if (this.isReplica) throw followerReadOnly();
    return this.#publisher.plan(name);
  }

  /** Serves an image that was built where `planBuild` said. Throws IMAGE_CORRUPT. */
  publishImage(name: string, image: string, options: ServeOptions): Promise<Version> {
    return this.#serveNew(name, () => this.#publisher.publishImage(name, image, options));
  }

  /** Serves a kept version again; the one below the served unless a number is given. */
  rollBack(name: string, version?: number): Promise<DatasetReport> {
    return this.#change(name, async () => {
      await this.#held.rollBack(name, version);
      this.#changes.published(name, this.#held.versionsOf(name).served.version);
      return this.report(name);
    });
  }

  pin(name: string, pins: Pins): Promise<DatasetReport> {
    return this.#change(name, async () => {
      await this.#held.versionsOf(name).pin(pins);
      return this.report(name);
    });
  }

  /** A copy of a dataset as it is now, in a new folder, which is returned. */
  copy(name: string): Promise<string> {
    checkName(name);
    return this.#changes.between(name, () => copyHeld(name, this.#held.get(name), this.#folder));
  }

  /** Lets the logs of all live datasets begin anew; when, in milliseconds since 1970. */
  async snapshot(): Promise<number> {
    // The log of a replica begins anew where its leader's does.
    if (this.isReplica) throw followerReadOnly();
    return this.#held.snapshot();
  }

  /** Tells of changes until the function that it returns is called. */
  subscribe(name: string, listener: (change: StoreChange) => void): () => void {
    const held = this.#held.get(name);
    if (held.kind === 'live') return held.dataset.onChange(listener);
    return this.#changes.onPublished(name, (version) => listener({ kind: 'published', version }));
  }

  /** Everything that was written is on the disk then. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearInterval(this.#tending);
    this.leader.close();
    await this.#replica.close();
    this.#publisher.stop();
    await this.#changes.end();
    try {
      await this.#held.close();
    } finally {
      this.#lock.release();
    }
  }

  #serveNew(name: string, act: () => Promise<Version>): Promise<Version> {
    return this.#change(name, async () => {
      const version = await act();
      this.#changes.published(name, version.number);
      return version;
    });
  }

  async #change<Result>(name: string, act: () => Promise<Result>): Promise<Result> {
    checkName(name);
    if (this.isReplica) throw followerReadOnly();
    return this.#changes.run(name, act);
  }
}
