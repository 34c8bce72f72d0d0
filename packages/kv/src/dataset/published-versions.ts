import type { Pins, Version } from '@oremill/types';
import { diskFiles } from '../files/disk-files.ts';
import { totalBytes } from '../table/total-bytes.ts';
import { findVersion, type PublishedFile, type VersionRow, writeDatasetFile } from './dataset-file.ts';
import { imagePaths } from './image-paths.ts';
import type { PublishedDataset } from './published-dataset.ts';

/** Who reads: some see another version than the one that is served. */
export interface Reader {
  readonly user?: string | undefined;
  /** Where a connection stands among all, 0 ≤ place < 100: pins of a share of traffic take the first places. */
  readonly place?: number | undefined;
}

export interface PublishedVersionsOptions {
  readonly name: string;
  readonly folder: string;
  readonly file: PublishedFile;
  /** Reads a version's images into memory. */
  readonly open: (version: VersionRow) => Promise<PublishedDataset>;
}

/** Newest versions that stay in memory, the served one among them: one goes back to them in no time. */
const RESIDENT_COUNT = 2;

/**
 * The versions of a published dataset: on disk those that are kept, in memory the served, the pinned, and the one
 * before. Readers get a version as a whole; the switch is the replacement of `dataset.json`, then of one reference.
 */
export class PublishedVersions {
  readonly name: string;
  readonly #folder: string;
  readonly #open: (version: VersionRow) => Promise<PublishedDataset>;
  readonly #resident = new Map<number, PublishedDataset>();
  #file: PublishedFile;
  #served: PublishedDataset;

  private constructor({ name, folder, file, open }: PublishedVersionsOptions, served: PublishedDataset) {
    this.name = name;
    this.#folder = folder;
    this.#open = open;
    this.#file = file;
    this.#served = served;
    this.#resident.set(served.version, served);
  }

  /** Throws IMAGE_CORRUPT when the served version, or a pinned one, cannot be read. */
  static async open(options: PublishedVersionsOptions): Promise<PublishedVersions> {
    const { file, name } = options;
    const served = findVersion(name, file, file.served);
    const versions = new PublishedVersions(options, await options.open(served));
    await versions.#makeResident(file);
    return versions;
  }

  get file(): PublishedFile {
    return this.#file;
  }

  get served(): PublishedDataset {
    return this.#served;
  }

  /** Of the version that is served. */
  get servedRow(): VersionRow {
    return findVersion(this.name, this.#file, this.#file.served);
  }

  get newestNumber(): number {
    return this.#file.versions[0]?.number ?? 0;
  }

  /** The version that this reader is to see. */
  for({ user, place }: Reader): PublishedDataset {
    const { pins } = this.#file;
    if (pins === undefined) return this.#served;
    const pinned =
      (user === undefined ? undefined : pins.users[user]) ??
      (pins.share && place !== undefined && place < pins.share.percent ? pins.share.version : undefined);
    return (pinned === undefined ? undefined : this.#resident.get(pinned)) ?? this.#served;
  }

  /** Publishes a version whose images are on disk and open. */
  async adopt(
    row: VersionRow,
    dataset: PublishedDataset,
    { keep, compression }: Pick<PublishedFile, 'keep' | 'compression'>,
  ): Promise<void> {
    this.#resident.set(row.number, dataset);
    const versions = [row, ...this.#file.versions];
    const isKept = ({ number }: VersionRow, index: number): boolean =>
      index < keep || pinnedVersions(this.#file.pins).has(number);
    try {
      await this.#replace({
        ...this.#file,
        compression,
        isOrdered: dataset.table.isOrdered,
        keep,
        served: row.number,
        versions: versions.filter(isKept),
      });
    } catch (error) {
      if (this.newestNumber !== row.number) await this.#removeImages(row);
      throw error;
    }
  }

  /** Serves a kept version; without a number the newest one below the served. Throws VERSION_MISSING. */
  async rollBack(number?: number): Promise<void> {
    const row = findVersion(this.name, this.#file, number);
    await this.#load(row);
    await this.#replace({ ...this.#file, served: row.number });
  }

  /** Serves, keeps and pins what the leader of this dataset does; the images that are named are there. */
  async mirror(file: PublishedFile): Promise<void> {
    for (const number of [file.served, ...pinnedVersions(file.pins)]) {
      await this.#load(findVersion(this.name, file, number));
    }
    await this.#replace(file);
  }

  /** Throws VERSION_MISSING when one of them is not kept. */
  async pin(pins: Pins): Promise<void> {
    for (const number of pinnedVersions(pins)) {
      await this.#load(findVersion(this.name, this.#file, number));
    }
    const { pins: _, ...file } = this.#file;
    const isEmpty = pins.share === undefined && Object.keys(pins.users).length === 0;
    await this.#replace(isEmpty ? file : { ...file, pins });
  }

  report(): Version[] {
    return this.#file.versions.map((row) => {
      const isServed = row.number === this.#file.served;
      const resident = this.#resident.get(row.number);
      if (resident === undefined) return { ...row, isServed, isResident: false };
      return { ...row, isServed, isResident: true, memoryBytes: totalBytes(resident.memory()) };
    });
  }

  close(): void {
    for (const dataset of this.#resident.values()) dataset.close();
    this.#resident.clear();
  }

  /** The file first: a crash in between leaves images too many, which the next start removes. */
  async #replace(file: PublishedFile): Promise<void> {
    const old = this.#file;
    try {
      writeDatasetFile(this.#folder, file);
    } catch (error) {
      // What was read into memory for it is nobody's.
      this.#dropUnwanted(old);
      throw error;
    }
    this.#file = file;
    this.#served = this.#resident.get(file.served) as PublishedDataset;
    const kept = new Set(file.versions.map(({ number }) => number));
    for (const row of old.versions) {
      if (!kept.has(row.number)) await this.#removeImages(row);
    }
    await this.#makeResident(file);
  }

  /** By another thread: a file system takes its time to give back what a large file had. */
  async #removeImages(row: VersionRow): Promise<void> {
    for (const path of imagePaths(this.#folder, row)) await diskFiles.removeLater(path);
  }

  #dropUnwanted(file: PublishedFile): void {
    const wanted = new Set([file.served, ...pinnedVersions(file.pins)]);
    for (const { number } of file.versions) if (wanted.size < RESIDENT_COUNT) wanted.add(number);
    for (const [number, dataset] of this.#resident) {
      if (wanted.has(number)) continue;
      this.#resident.delete(number);
      dataset.close();
    }
  }

  async #makeResident(file: PublishedFile): Promise<void> {
    this.#dropUnwanted(file);
    for (const row of file.versions) {
      // What is only there to go back to may stay on disk; a pinned one has readers.
      if (pinnedVersions(file.pins).has(row.number)) await this.#load(row);
    }
  }

  async #load(row: VersionRow): Promise<void> {
    if (!this.#resident.has(row.number)) this.#resident.set(row.number, await this.#open(row));
  }
}

/** Versions that some readers see whatever is served. */
export function pinnedVersions(pins: Pins | undefined): Set<number> {
  if (pins === undefined) return new Set();
  return new Set([...Object.values(pins.users), ...(pins.share ? [pins.share.version] : [])]);
}
