import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder, syncFolder } from '@oremill/runtime';
import { findVersion, type PublishedFile, writeDatasetFile } from '../dataset/dataset-file.ts';
import { imagePaths } from '../dataset/image-paths.ts';
import { type PublishedVersions, pinnedVersions } from '../dataset/published-versions.ts';
import { diskFiles } from '../files/disk-files.ts';
import { type Deferred, defer } from '../log/deferred.ts';
import { Following, type FollowingWorld } from './following.ts';
import { type LeaderClient, PieceDamaged } from './leader-client.ts';
import type { ListedImage, ListedPublished } from './leader-list.ts';
import { areListed } from './listed-images.ts';
import { pulledImage, pullVersion } from './pull-version.ts';

/** A published dataset of a leader: the versions that it lacks are pulled, and what the leader serves is served. */
export class FollowedPublished extends Following {
  #listed: ListedPublished;
  #told: Deferred = defer();

  constructor(listed: ListedPublished, world: FollowingWorld) {
    super(listed.name, world);
    this.#listed = listed;
  }

  isOf({ file }: ListedPublished): boolean {
    return file.createdAt === this.#listed.file.createdAt;
  }

  /** The leader serves, keeps or pins something else now, maybe. */
  tell(listed: ListedPublished): void {
    this.#listed = listed;
    this.#told.resolve();
    this.#told = defer();
  }

  override async stop(): Promise<void> {
    this.#told.resolve();
    await super.stop();
  }

  protected async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const told = this.#told.promise;
      const listed = this.#listed;
      await this.#follow(listed, signal);
      if (this.#listed !== listed) continue;
      this.following(0, this.world.clock.nowMs());
      await told;
    }
  }

  /** Until it is the same here, or the leader has something else. */
  async #follow(listed: ListedPublished, signal: AbortSignal): Promise<void> {
    const missing = this.#missing(listed);
    const over = new AbortController();
    try {
      const client =
        missing.length > 0 ? await this.world.connect(AbortSignal.any([signal, over.signal])) : undefined;
      for (const [index, number] of missing.entries()) {
        await this.#pull(listed, number, client as LeaderClient);
        // Served and pinned versions come first, and go together.
        const isEnough = missing.slice(index + 1).every((each) => !required(listed.file).has(each));
        if (isEnough) await this.#mirror(listed);
        if (this.#listed !== listed) return;
      }
      await this.#mirror(listed);
    } finally {
      over.abort();
    }
  }

  /** Versions whose images are not here, those first that somebody is to read. */
  #missing({ file, images }: ListedPublished): number[] {
    const here = this.#ours(images);
    const numbers = [...required(file), ...file.versions.map(({ number }) => number)];
    return [...new Set(numbers)].filter((number) => here === undefined || !keeps(here, number));
  }

  /** What is here of it; undefined when it is of another dataset that had this name, or damaged. */
  #ours(images: ListedPublished['images']): PublishedVersions | undefined {
    const { held, folder } = this.world;
    if (!held.has(this.name)) return undefined;
    const found = held.get(this.name);
    if (found.kind !== 'published') return undefined;
    const { file } = found.versions;
    if (file.createdAt !== this.#listed.file.createdAt) return undefined;
    const isSame = file.versions.every((row) => {
      const theirs = images[String(row.number)];
      // What the leader has lost is no other dataset's for that.
      return (
        theirs === undefined ||
        theirs.length === 0 ||
        areListed(imagePaths(folder.of(this.name), row), theirs)
      );
    });
    return isSame ? found.versions : undefined;
  }

  async #pull(listed: ListedPublished, version: number, client: LeaderClient): Promise<void> {
    const folder = this.#pulledFolder();
    const { parts = 1 } = findVersion(this.name, listed.file, version);
    if (imagesOf(listed, version).length !== parts) {
      throw new PieceDamaged(`the leader has not all images of version ${version} of ${this.name}`);
    }
    this.pulling(0, 0);
    await pullVersion({
      dataset: this.name,
      version,
      images: imagesOf(listed, version),
      folder,
      files: diskFiles,
      client,
      onProgress: (pulledBytes, totalBytes) => this.pulling(pulledBytes, totalBytes),
    });
  }

  /** Serves what the leader does, as far as its images are here. */
  async #mirror(listed: ListedPublished): Promise<void> {
    const { changes, held, folder } = this.world;
    await changes.run(this.name, async () => {
      const before = this.#ours(listed.images);
      const isHere = (number: number): boolean =>
        (before !== undefined && keeps(before, number)) || this.#isPulled(listed, number);
      const file = {
        ...listed.file,
        versions: listed.file.versions.filter(({ number }) => isHere(number)),
      };
      if (before !== undefined && JSON.stringify(before.file) === JSON.stringify(file)) return;
      const served = before?.served.version;
      if (before === undefined) {
        const pulled = join(folder.pulled.of(this.name), 'dataset');
        rmSync(pulled, { recursive: true, force: true });
        makePrivateFolder(pulled);
        this.#place(listed, file, pulled);
        writeDatasetFile(pulled, file);
        await held.replaceBy(this.name, pulled);
      } else {
        this.#place(listed, file, folder.of(this.name));
        await before.mirror(file);
      }
      if (served !== file.served) changes.published(this.name, file.served);
      if (file.versions.length === listed.file.versions.length) folder.pulled.discard(this.name);
    });
  }

  /** Gives pulled images their places in a dataset's folder. */
  #place(listed: ListedPublished, file: PublishedFile, folder: string): void {
    const versions = join(folder, 'versions');
    mkdirSync(versions, { recursive: true, mode: 0o700 });
    for (const { number } of file.versions) {
      if (!this.#isPulled(listed, number)) continue;
      const paths = imagePaths(folder, findVersion(this.name, file, number));
      for (const [part, { seal }] of imagesOf(listed, number).entries()) {
        renameSync(pulledImage(this.#pulledFolder(), number, part, seal), paths[part] as string);
      }
    }
    syncFolder(versions);
    syncFolder(folder);
  }

  #isPulled(listed: ListedPublished, number: number): boolean {
    const images = imagesOf(listed, number);
    const folder = this.#pulledFolder();
    return areListed(
      images.map(({ seal }, part) => pulledImage(folder, number, part, seal)),
      images,
    );
  }

  #pulledFolder(): string {
    const folder = join(this.world.folder.pulled.of(this.name), 'images');
    makePrivateFolder(folder);
    return folder;
  }
}

/** Versions that readers see, without which there is nothing to serve. */
function required({ served, pins }: PublishedFile): Set<number> {
  return new Set([served, ...pinnedVersions(pins)]);
}

function keeps({ file }: PublishedVersions, number: number): boolean {
  return file.versions.some((row) => row.number === number);
}

function imagesOf({ images }: ListedPublished, number: number): readonly ListedImage[] {
  return images[String(number)] ?? [];
}
