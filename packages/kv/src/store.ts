import { EventEmitter } from 'node:events';
import type { Clock, FileLock, Logger, Random } from '@oremill/runtime';
import {
  AppError,
  type CreateDataset,
  createDatasetSchema,
  type DatasetReport,
  datasetNameSchema,
  kvError,
  type Pins,
  type ValueCompression,
  type Version,
} from '@oremill/types';
import type { BuildSources } from './build/build-image.ts';
import { buildInThread } from './build/build-in-thread.ts';
import type { BuildPlan, StoreControl } from './command/store-control.ts';
import type { Dataset } from './dataset/dataset.ts';
import type { LiveFile, VersionRow } from './dataset/dataset-file.ts';
import type { LiveDataset } from './dataset/live-dataset.ts';
import { imagePath, PublishedVersions, type Reader } from './dataset/published-versions.ts';
import { describeDataset } from './describe-dataset.ts';
import { openLive } from './open-live.ts';
import { openVersion } from './open-version.ts';
import { foundDataset, type ServeOptions, serveVersion } from './publish-version.ts';
import { StoreFolder } from './store-folder.ts';

export interface StoreOptions {
  /** Where everything lies; `kv` in the data folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** Threads that a publish uses. */
  readonly workers?: number | undefined;
}

export interface PublishOptions extends BuildSources {
  /** What people are told that the version was made of; the sources unless given. */
  readonly title?: string | undefined;
  /** Put over the entries of the served version instead of replacing them. */
  readonly isDelta?: boolean | undefined;
  /** As the version before, or `none`. */
  readonly compression?: ValueCompression | undefined;
  /** As the version before, or true. */
  readonly isOrdered?: boolean | undefined;
  /** Versions to keep; as before, or 3. */
  readonly keep?: number | undefined;
}

export type Held =
  | { readonly kind: 'published'; readonly versions: PublishedVersions }
  | { readonly kind: 'live'; readonly file: LiveFile; readonly dataset: LiveDataset }
  /** It could not be opened; the others are served. */
  | { readonly kind: 'broken'; readonly error: AppError };

export type Change =
  | { readonly kind: 'changed'; readonly key: Uint8Array }
  | { readonly kind: 'cleared' }
  | { readonly kind: 'published'; readonly version: number };

/** Live datasets are kept in shape so often, for at most so long. */
const TEND_EVERY_MS = 100;
const TEND_MS_MAX = 2;

/** All datasets of a folder, in memory. One process has it open at a time. */
export class Store implements StoreControl {
  readonly #options: StoreOptions;
  readonly #folder: StoreFolder;
  readonly #lock: FileLock;
  readonly #held = new Map<string, Held>();
  /** Changes of one dataset wait for each other. */
  readonly #changes = new Map<string, Promise<unknown>>();
  readonly #published = new EventEmitter<Record<string, [number]>>().setMaxListeners(0);
  readonly #tending: NodeJS.Timeout;
  #closing: Promise<void> | undefined;

  private constructor(options: StoreOptions, folder: StoreFolder, lock: FileLock) {
    this.#options = options;
    this.#folder = folder;
    this.#lock = lock;
    this.#tending = setInterval(() => this.#tend(), TEND_EVERY_MS).unref();
  }

  /** Reads every dataset into memory. Throws STORE_IN_USE; a dataset that cannot be read is `broken`. */
  static async open(options: StoreOptions): Promise<Store> {
    const folder = new StoreFolder(options.folder);
    const store = new Store(options, folder, await folder.lock());
    try {
      for (const name of folder.open(options.clock.nowMs())) store.#held.set(name, await store.#open(name));
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  names(): string[] {
    return [...this.#held.keys()].sort();
  }

  has(name: string): boolean {
    return this.#held.has(name);
  }

  list(): DatasetReport[] {
    return this.names().map((name) => this.report(name));
  }

  /** Throws DATASET_MISSING. */
  report(name: string): DatasetReport {
    return describeDataset(name, this.#get(name));
  }

  /** What this reader is to see of a dataset. Throws DATASET_MISSING, or what keeps it from being read. */
  find(name: string, reader: Reader = {}): Dataset {
    const held = this.#get(name);
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
      const createdAt = new Date(this.#options.clock.nowMs()).toISOString();
      this.#folder.make(name, { format: 1, kind: 'live', createdAt, ...options });
      this.#held.set(name, await this.#open(name));
      return this.report(name);
    });
  }

  /** Removes a dataset with all that is in it. */
  remove(name: string): Promise<void> {
    return this.#change(name, async () => {
      const held = this.#get(name);
      this.#held.delete(name);
      await closeHeld(held);
      this.#folder.remove(name);
    });
  }

  /** Builds a version from sources and serves it: readers see the one before until it is whole and on disk. */
  publish(name: string, options: PublishOptions): Promise<Version> {
    return this.#change(name, async () => {
      const { isDelta = false, title, keep, ...build } = options;
      const plan = this.planBuild(name);
      try {
        const base = isDelta ? baseOf(name, plan) : undefined;
        await buildInThread({
          ...build,
          target: plan.target,
          base: base?.image,
          compression: build.compression ?? plan.compression,
          isOrdered: build.isOrdered ?? plan.isOrdered,
          workers: build.workers ?? this.#options.workers,
        });
        return await this.#serve(name, plan.target, {
          title: title ?? options.sources.join(', '),
          base: base?.version,
          keep,
        });
      } finally {
        this.#folder.discardIncoming(plan.target);
      }
    });
  }

  /** Where an image for a dataset may be built, by this process or another one of this machine. */
  planBuild(name: string): BuildPlan {
    checkName(name);
    const before = this.#held.has(name) ? this.#versions(name) : undefined;
    return {
      target: this.#folder.incoming(),
      base: before
        ? { version: before.served.version, image: imagePath(this.#folder.of(name), before.served.version) }
        : null,
      compression: before?.file.compression ?? 'none',
      isOrdered: before?.file.isOrdered ?? true,
    };
  }

  /** Serves an image that was built where `planBuild` said. Throws IMAGE_CORRUPT. */
  publishImage(name: string, image: string, options: ServeOptions): Promise<Version> {
    return this.#change(name, async () => {
      if (!this.#folder.isIncoming(image)) {
        throw kvError('FORBIDDEN', 'an image is published from the store’s own folder only');
      }
      try {
        return await this.#serve(name, image, options);
      } finally {
        this.#folder.discardIncoming(image);
      }
    });
  }

  /** Serves a kept version again; the one below the served unless a number is given. */
  rollBack(name: string, version?: number): Promise<DatasetReport> {
    return this.#change(name, async () => {
      const versions = this.#versions(name);
      await versions.rollBack(version);
      this.#published.emit(name, versions.served.version);
      return this.report(name);
    });
  }

  pin(name: string, pins: Pins): Promise<DatasetReport> {
    return this.#change(name, async () => {
      await this.#versions(name).pin(pins);
      return this.report(name);
    });
  }

  /** A copy of a dataset as it is now, in a new folder, which is returned. */
  copy(name: string): Promise<string> {
    return this.#change(name, async () => {
      const held = this.#get(name);
      if (held.kind === 'broken') throw held.error;
      if (held.kind === 'published') {
        const { version } = held.versions.served;
        return this.#folder.copyImage(name, imagePath(this.#folder.of(name), version));
      }
      const folder = this.#folder.newCopy(name);
      await held.dataset.copyTo(folder);
      return folder;
    });
  }

  /** Lets the logs of all live datasets begin anew. */
  async snapshot(): Promise<void> {
    for (const held of this.#held.values()) if (held.kind === 'live') await held.dataset.snapshot();
  }

  /** Tells of changes until the function that it returns is called. */
  subscribe(name: string, listener: (change: Change) => void): () => void {
    const held = this.#get(name);
    if (held.kind === 'live') return held.dataset.onChange(listener);
    const onPublished = (version: number) => listener({ kind: 'published', version });
    this.#published.on(name, onPublished);
    return () => this.#published.off(name, onPublished);
  }

  /** Everything that was written is on the disk then. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearInterval(this.#tending);
    await Promise.allSettled(this.#changes.values());
    try {
      for (const held of this.#held.values()) await closeHeld(held);
    } finally {
      this.#held.clear();
      this.#lock.release();
    }
  }

  async #serve(name: string, image: string, options: ServeOptions): Promise<Version> {
    const version = { ...this.#options, ...options, name, image, folder: this.#folder };
    let row: VersionRow;
    if (this.#held.has(name)) {
      row = await serveVersion(version, this.#versions(name));
    } else {
      row = foundDataset(version);
      this.#held.set(name, await this.#open(name));
    }
    this.#published.emit(name, row.number);
    return { ...row, isServed: true, isResident: true };
  }

  async #open(name: string): Promise<Held> {
    try {
      const folder = this.#folder.of(name);
      const file = this.#folder.read(name);
      if (file.kind === 'live') {
        return { kind: 'live', file, dataset: await openLive({ ...this.#options, name, file, folder }) };
      }
      const open = ({ number }: VersionRow) =>
        openVersion({ ...this.#options, name, number, path: imagePath(folder, number) });
      return { kind: 'published', versions: await PublishedVersions.open({ name, folder, file, open }) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.#options.log.error({ dataset: name, code: error.code }, error.message);
      return { kind: 'broken', error };
    }
  }

  #tend(): void {
    for (const held of this.#held.values()) if (held.kind === 'live') held.dataset.tend(TEND_MS_MAX);
  }

  #get(name: string): Held {
    const held = this.#held.get(name);
    if (held) return held;
    const names = this.names();
    throw kvError('DATASET_MISSING', `there is no dataset ${name}`, {
      hint:
        names.length === 0 ? 'There is none yet: publish or create one.' : `There are: ${names.join(', ')}.`,
    });
  }

  #versions(name: string): PublishedVersions {
    const held = this.#get(name);
    if (held.kind === 'broken') throw held.error;
    if (held.kind === 'published') return held.versions;
    throw kvError('NOT_PUBLISHED', `${name} is a live dataset: it has no versions`, {
      hint: 'Load into it with kv load, or publish under another name.',
    });
  }

  async #change<Result>(name: string, act: () => Promise<Result>): Promise<Result> {
    checkName(name);
    const before = this.#changes.get(name) ?? Promise.resolve();
    const change = before.then(act, act);
    this.#changes.set(
      name,
      change.catch(() => undefined),
    );
    return change;
  }
}

async function closeHeld(held: Held): Promise<void> {
  if (held.kind === 'live') await held.dataset.close();
  if (held.kind === 'published') held.versions.close();
}

function baseOf(name: string, { base }: BuildPlan): NonNullable<BuildPlan['base']> {
  if (base) return base;
  throw kvError('DATASET_MISSING', `there is no dataset ${name} to put a delta on`, {
    hint: 'Publish a whole version first.',
  });
}

function checkName(name: string): void {
  const parsed = datasetNameSchema.safeParse(name);
  if (parsed.success) return;
  throw kvError('DATASET_INVALID', `${JSON.stringify(name)}: ${parsed.error.issues[0]?.message}`);
}
