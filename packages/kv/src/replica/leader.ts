import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { kvError } from '@oremill/types';
import type { ImagePlace, LeaderControl, LogPiece, LogPlace } from '../command/leader-control.ts';
import { matchesName } from '../command/session.ts';
import { findVersion } from '../dataset/dataset-file.ts';
import { imagePaths } from '../dataset/image-paths.ts';
import type { LiveDataset } from '../dataset/live-dataset.ts';
import type { PublishedVersions } from '../dataset/published-versions.ts';
import type { Held, HeldDatasets } from '../held.ts';
import type { StoreFolder } from '../store-folder.ts';
import { sealOf } from './image-seal.ts';
import type { LeaderList, ListedDataset, ListedImage, ListedSnapshot } from './leader-list.ts';
import type { Revision } from './revision.ts';
import type { StoreReplica } from './store-replica.ts';

export interface LeaderOptions {
  readonly folder: StoreFolder;
  readonly held: HeldDatasets;
  readonly revision: Revision;
  /** Whether this store follows another one itself. */
  readonly following: StoreReplica;
}

/** A dataset that this store is to pull: those who follow it wait. */
const NOT_HERE_YET = { kind: 'broken' } as const;

/** A store as servers see it that follow it: its list of datasets, and the bytes of its files. */
export class Leader implements LeaderControl {
  readonly #options: LeaderOptions;
  readonly #over = new AbortController();
  /** Images never change, so each is looked at once. */
  readonly #seals = new WeakMap<PublishedVersions, Map<number, ListedImage[]>>();

  constructor(options: LeaderOptions) {
    this.#options = options;
  }

  /** Nobody waits for anything any more. */
  close(): void {
    this.#options.revision.end();
    this.#over.abort();
  }

  async list(patterns: readonly string[], known: string, waitMs: number): Promise<string | undefined> {
    const { revision, held, following } = this.#options;
    if (!(await revision.isPast(known, waitMs))) return undefined;
    const expected = following.expectedNames();
    const names = [...new Set([...held.names, ...expected])].sort();
    const list: LeaderList = {
      store: following.storeId,
      revision: revision.text,
      patterns: [...patterns],
      datasets: names
        .filter((name) => patterns.some((pattern) => matchesName(pattern, name)))
        .map((name) => this.#describe(name, held.has(name) ? held.get(name) : NOT_HERE_YET)),
    };
    return JSON.stringify(list);
  }

  async image({ dataset, version, part }: ImagePlace, offset: number, bytesMax: number): Promise<Buffer> {
    const { folder, held } = this.#options;
    const row = findVersion(dataset, held.versionsOf(dataset).file, version);
    const path = imagePaths(folder.of(dataset), row)[part];
    if (path === undefined) {
      throw kvError('VERSION_MISSING', `version ${version} of ${dataset} has no part ${part}`);
    }
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafeSlow(bytesMax), 0, bytesMax, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  async snapshot(name: string): Promise<string> {
    const { id, seed, records, ...places } = this.#live(name).feed.snapshot;
    const path = records && join(this.#options.folder.writtenOf(this.#options.folder.of(name)), records);
    const listed: ListedSnapshot = {
      run: this.#options.revision.run,
      id: id.toString('hex'),
      seed: seed.toString(16).padStart(16, '0'),
      ...(records === undefined ? {} : { records }),
      recordBytes: path === undefined ? 0 : statSync(path).size,
      ...places,
    };
    return JSON.stringify(listed);
  }

  records(name: string, file: string, offset: number, bytesMax: number): Promise<Buffer> {
    return this.#live(name).feed.readRecords(file, offset, bytesMax);
  }

  async log(place: LogPlace, bytesMax: number, waitMs: number): Promise<LogPiece> {
    const { feed } = this.#logged(place);
    await feed.grown(place.position, waitMs, this.#over.signal);
    const bytes = await feed.read(place.position, bytesMax);
    return { bytes, end: feed.end };
  }

  logChecksum(place: LogPlace, to: number): Promise<number> {
    return this.#logged(place).feed.checksum(place.position, to);
  }

  #logged({ dataset, id }: LogPlace): LiveDataset {
    const live = this.#live(dataset);
    if (live.feed.id.toString('hex') === id) return live;
    throw kvError('LOG_PASSED', `the log of ${dataset} is another one now`, {
      hint: 'Follow it from its snapshot.',
    });
  }

  #live(name: string): LiveDataset {
    const held = this.#options.held.get(name);
    if (held.kind === 'live') return held.dataset;
    if (held.kind === 'broken') throw held.error;
    throw kvError('NOT_LIVE', `${name} is published: it has no log`, { hint: 'Follow its versions.' });
  }

  #describe(name: string, held: Held | typeof NOT_HERE_YET): ListedDataset {
    switch (held.kind) {
      case 'broken':
        return { kind: 'broken', name };
      case 'live':
        return { kind: 'live', name, file: held.file, id: held.dataset.feed.id.toString('hex') };
      case 'published': {
        const { file } = held.versions;
        const images = file.versions.map(({ number }) => [
          number,
          this.#sealsOf(name, held.versions, number),
        ]);
        return { kind: 'published', name, file, images: Object.fromEntries(images) };
      }
    }
  }

  #sealsOf(name: string, versions: PublishedVersions, number: number): ListedImage[] {
    const known = this.#seals.get(versions) ?? new Map<number, ListedImage[]>();
    this.#seals.set(versions, known);
    const row = findVersion(name, versions.file, number);
    try {
      const seals = known.get(number) ?? imagePaths(this.#options.folder.of(name), row).map(sealOf);
      known.set(number, seals);
      return seals;
    } catch {
      // A version whose file somebody has removed has no images; the others are followed.
      return [];
    }
  }
}
