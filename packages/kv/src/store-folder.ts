import { existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type FileLock, makePrivateFolder, syncFolder } from '@oremill/runtime';
import { datasetNameSchema, kvError } from '@oremill/types';
import {
  type DatasetFile,
  findVersion,
  notPublished,
  type PublishedFile,
  readDatasetFile,
  type VersionRow,
  writeDatasetFile,
} from './dataset/dataset-file.ts';
import { imagePaths } from './dataset/image-paths.ts';
import { diskFiles } from './files/disk-files.ts';
import { REMOVED, takeAway } from './files/take-away.ts';
import { partPaths } from './image/part-paths.ts';
import { lockStore } from './lock-store.ts';
import { PulledFolders } from './replica/pulled-folders.ts';

const REPLACED = '.replaced-';
const NEW = '.new-';
const INCOMING = '.incoming';
const COPIES = '.copies';
const PULLED = '.pulled';

/** The folders of a store. A dataset's folder appears and goes as a whole, also when a crash comes in between. */
export class StoreFolder {
  readonly path: string;
  readonly pulled: PulledFolders;
  /** Paths for images that were given out and not yet taken back. */
  readonly #incoming = new Set<string>();

  constructor(path: string) {
    this.path = path;
    this.pulled = new PulledFolders(join(path, PULLED));
  }

  /** Throws STORE_IN_USE when another process has it open. */
  async lock(): Promise<FileLock> {
    const lock = await lockStore(this.path);
    if (lock) return lock;
    throw kvError('STORE_IN_USE', `another process has the store ${this.path} open`, {
      hint: 'Talk to that server, or give another data folder (OREMILL_DATA).',
    });
  }

  /** Names of the datasets that are whole, sorted; what a crash left behind is removed. */
  open(): string[] {
    for (const name of readdirSync(this.path)) {
      if (name.startsWith(REMOVED) || name.startsWith(NEW)) this.#delete(join(this.path, name));
      // A crash between two renames: what was to come instead is not there yet.
      if (name.startsWith(REPLACED)) this.#restore(name.slice(REPLACED.length));
    }
    // Plans end with their server: whoever builds there still will be refused.
    this.#delete(join(this.path, INCOMING));
    return readdirSync(this.path).filter(
      (name) =>
        datasetNameSchema.safeParse(name).success && existsSync(join(this.path, name, 'dataset.json')),
    );
  }

  of(name: string): string {
    return join(this.path, name);
  }

  /** Makes a dataset: `fill` writes into a folder that then gets its name. */
  make(name: string, file: DatasetFile, fill: (folder: string) => void = () => undefined): void {
    const folder = join(this.path, `${NEW}${name}`);
    this.#delete(folder);
    mkdirSync(folder, { mode: 0o700 });
    fill(folder);
    writeDatasetFile(folder, file);
    renameSync(folder, this.of(name));
    syncFolder(this.path);
  }

  /** It is gone at once, and its bytes when this resolves. */
  async remove(name: string): Promise<void> {
    const removed = takeAway(this.of(name));
    syncFolder(this.path);
    await diskFiles.removeLater(removed);
  }

  /** Puts a dataset that was pulled in the place of one that there may be, which is kept until `discardReplaced`. */
  placePulled(name: string, folder: string): void {
    if (existsSync(this.of(name))) {
      this.#delete(this.#replaced(name));
      renameSync(this.of(name), this.#replaced(name));
    }
    renameSync(folder, this.of(name));
    syncFolder(this.path);
  }

  /** Undoes `placePulled`: what came cannot be read. False where nothing was there before. */
  putBack(name: string): boolean {
    if (!existsSync(this.#replaced(name))) return false;
    const removed = takeAway(this.of(name));
    this.#restore(name);
    this.#delete(removed);
    return true;
  }

  async discardReplaced(name: string): Promise<void> {
    await diskFiles.removeLater(takeAway(this.#replaced(name)));
  }

  /** A path for an image that is being built, in one part or several (`partPaths`); it lies on the disk of the datasets, so that a rename publishes it. */
  incoming(): string {
    const folder = join(this.path, INCOMING);
    makePrivateFolder(folder);
    const image = join(mkdtempSync(join(folder, 'build-')), 'table.image');
    this.#incoming.add(image);
    return image;
  }

  /** Whether the path is one that `incoming` gave out, letter by letter: what else a client names is not touched. */
  isIncoming(path: string): boolean {
    return this.#incoming.has(path);
  }

  discardIncoming(path: string): void {
    if (this.#incoming.delete(path)) this.#delete(dirname(path));
  }

  /** A new folder for a copy of a dataset. */
  newCopy(name: string): string {
    const folder = join(this.path, COPIES);
    makePrivateFolder(folder);
    return mkdtempSync(join(folder, `${name}-`));
  }

  /** Where the log and the snapshot of a live dataset lie in its folder. */
  writtenOf(folder: string): string {
    const written = join(folder, 'written');
    makePrivateFolder(written);
    return written;
  }

  /** Images never change, so a second name of the file is a copy of it. */
  copyImages(name: string, images: readonly string[]): string {
    const folder = this.newCopy(name);
    const copies = partPaths(join(folder, 'table.image'), images.length);
    for (const [part, image] of images.entries()) linkSync(image, copies[part] as string);
    syncFolder(folder);
    return folder;
  }

  /** Makes images that were built, in the order of their parts, those of a version. Until `dataset.json` names it, they are nobody's. */
  placeImages(images: readonly string[], folder: string, row: VersionRow): void {
    mkdirSync(join(folder, 'versions'), { recursive: true, mode: 0o700 });
    const paths = imagePaths(folder, row);
    for (const [part, image] of images.entries()) renameSync(image, paths[part] as string);
    syncFolder(join(folder, 'versions'));
    syncFolder(folder);
  }

  /** Has a dataset serve a kept version the next time it is opened. Throws VERSION_MISSING, NOT_PUBLISHED. */
  serveInstead(name: string, version: number | undefined): void {
    const file = this.read(name);
    if (file.kind !== 'published') throw notPublished(name);
    const { number } = findVersion(name, file, version);
    const { pins: _, ...unpinned } = file;
    writeDatasetFile(this.of(name), { ...unpinned, served: number });
  }

  /** The description of a dataset; images that it does not name are removed. */
  read(name: string): DatasetFile {
    const file = readDatasetFile(this.of(name));
    if (file.kind === 'published') this.#removeUnnamed(name, file);
    return file;
  }

  #removeUnnamed(name: string, file: PublishedFile): void {
    const folder = this.of(name);
    const kept = new Set(file.versions.flatMap((row) => imagePaths(folder, row)));
    for (const entry of readdirSync(join(folder, 'versions'))) {
      const path = join(folder, 'versions', entry);
      if (!kept.has(path)) this.#delete(path);
    }
  }

  #replaced(name: string): string {
    return join(this.path, `${REPLACED}${name}`);
  }

  /** Unless there is one in its place that is whole. */
  #restore(name: string): void {
    if (existsSync(join(this.of(name), 'dataset.json'))) return;
    this.#delete(this.of(name));
    renameSync(this.#replaced(name), this.of(name));
    syncFolder(this.path);
  }

  #delete(path: string): void {
    rmSync(path, { recursive: true, force: true });
  }
}
