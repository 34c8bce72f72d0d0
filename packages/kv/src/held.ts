import type { Clock, Logger, Random } from '@oremill/runtime';
import { AppError, datasetNameSchema, kvError } from '@oremill/types';
import { type DatasetFile, type LiveFile, notPublished, type VersionRow } from './dataset/dataset-file.ts';
import { imagePaths } from './dataset/image-paths.ts';
import type { LiveDataset } from './dataset/live-dataset.ts';
import { PublishedVersions } from './dataset/published-versions.ts';
import { openLive } from './open-live.ts';
import { openVersion } from './open-version.ts';
import type { StoreFolder } from './store-folder.ts';

/** What a store has of a dataset. */
export type Held =
  | { readonly kind: 'published'; readonly versions: PublishedVersions }
  | { readonly kind: 'live'; readonly file: LiveFile; readonly dataset: LiveDataset }
  /** It could not be opened; the others are served. */
  | { readonly kind: 'broken'; readonly error: AppError; readonly file: DatasetFile | undefined };

export interface HeldWorld {
  readonly folder: StoreFolder;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** A leader alone writes its live datasets. */
  readonly isFollowing: () => boolean;
}

/** All datasets of a store, by name. */
export class HeldDatasets {
  readonly #world: HeldWorld;
  readonly #held = new Map<string, Held>();

  constructor(world: HeldWorld) {
    this.#world = world;
  }

  get names(): string[] {
    return [...this.#held.keys()].sort();
  }

  has(name: string): boolean {
    return this.#held.has(name);
  }

  /** Keeps each live dataset in shape, for at most so long. */
  tend(budgetMs: number): void {
    for (const held of this.#held.values()) if (held.kind === 'live') held.dataset.tend(budgetMs);
  }

  async snapshot(): Promise<number> {
    for (const held of this.#held.values()) if (held.kind === 'live') await held.dataset.snapshot();
    return this.#world.clock.nowMs();
  }

  /** Throws DATASET_MISSING, which does not tell who asks what others there are: that depends on who it is. */
  get(name: string): Held {
    const held = this.#held.get(name);
    if (held) return held;
    throw kvError('DATASET_MISSING', `there is no dataset ${name}`, {
      hint: this.#held.size === 0 ? 'There is none yet: publish or create one.' : 'kv info lists them all.',
    });
  }

  /** Throws NOT_PUBLISHED, or what keeps it from being read. */
  versionsOf(name: string): PublishedVersions {
    const held = this.get(name);
    if (held.kind === 'broken') throw held.error;
    if (held.kind === 'published') return held.versions;
    throw notPublished(name);
  }

  /** Reads a dataset from its folder into memory; one that took another's place and cannot be read gives it back. */
  async open(name: string): Promise<void> {
    const { folder } = this.#world;
    let held = await this.#read(name);
    if (held.kind === 'broken' && folder.putBack(name)) held = await this.#read(name);
    await folder.discardReplaced(name);
    this.#held.set(name, held);
  }

  /** As `open`, of one that is open already and maybe writes its files: readers go on with it until it is open again. */
  async reopen(name: string): Promise<void> {
    const before = this.#held.get(name);
    if (before?.kind === 'live') await before.dataset.retire();
    await this.open(name);
    if (before) await close(before);
  }

  /**
   * Puts the dataset of another folder in the place of one that there may be; readers see the one before until it is open.
   * Throws what keeps it from being read: the one before stays then.
   */
  async replaceBy(name: string, pulled: string): Promise<void> {
    const { folder } = this.#world;
    const before = this.#held.get(name);
    if (before?.kind === 'live') await before.dataset.retire();
    folder.placePulled(name, pulled);
    const held = await this.#read(name);
    if (held.kind === 'broken' && folder.putBack(name)) await this.open(name);
    else this.#held.set(name, held);
    if (before) await close(before);
    await folder.discardReplaced(name);
    if (held.kind === 'broken') throw held.error;
  }

  /** As `open`, of one that was made just now: when it cannot be opened, it is not taken for made. */
  async openNew(name: string): Promise<void> {
    await this.open(name);
    const held = this.get(name);
    if (held.kind !== 'broken') return;
    await this.discard(name);
    throw held.error;
  }

  /** Serves a kept version, also where the served one cannot be read. */
  async rollBack(name: string, version: number | undefined): Promise<void> {
    if (this.get(name).kind !== 'broken') return this.versionsOf(name).rollBack(version);
    this.#world.folder.serveInstead(name, version);
    await this.open(name);
  }

  /** Removes a dataset with all that is in it. */
  async discard(name: string): Promise<void> {
    const held = this.get(name);
    this.#held.delete(name);
    await close(held);
    await this.#world.folder.remove(name);
  }

  /** What live datasets were told is on the disk then; one whose log has failed takes no writes anyway. */
  async sync(): Promise<void> {
    const live = [...this.#held.values()].flatMap((held) => (held.kind === 'live' ? [held.dataset] : []));
    await Promise.allSettled(live.map((dataset) => dataset.sync()));
  }

  /** Lets all live datasets be written here. */
  promote(): void {
    for (const held of this.#held.values()) if (held.kind === 'live') held.dataset.promote();
  }

  async close(): Promise<void> {
    for (const held of this.#held.values()) await close(held);
    this.#held.clear();
  }

  async #read(name: string): Promise<Held> {
    const { folder: store, log } = this.#world;
    let file: DatasetFile | undefined;
    try {
      const folder = store.of(name);
      file = store.read(name);
      if (file.kind === 'live') {
        return {
          kind: 'live',
          file,
          dataset: await openLive({
            ...this.#world,
            name,
            file,
            folder: store.writtenOf(folder),
            isFollowing: this.#world.isFollowing(),
          }),
        };
      }
      const open = (row: VersionRow) =>
        openVersion({ ...this.#world, name, number: row.number, paths: imagePaths(folder, row) });
      return { kind: 'published', versions: await PublishedVersions.open({ name, folder, file, open }) };
    } catch (error) {
      const told = asAppError(name, error);
      log.error({ dataset: name, code: told.code, err: error }, told.message);
      return { kind: 'broken', error: told, file };
    }
  }
}

/** Whatever keeps one dataset from being read, the others are served. */
function asAppError(name: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  return kvError('IMAGE_CORRUPT', `${name} cannot be read: ${String(error)}`, {
    hint: 'The log has the details. Go back to a kept version, or to a copy of its folder.',
    cause: error,
  });
}

async function close(held: Held): Promise<void> {
  if (held.kind === 'live') await held.dataset.close();
  if (held.kind === 'published') held.versions.close();
}

/** Throws DATASET_INVALID. */
export function checkName(name: string): void {
  const parsed = datasetNameSchema.safeParse(name);
  if (parsed.success) return;
  throw kvError('DATASET_INVALID', `${JSON.stringify(name)}: ${parsed.error.issues[0]?.message}`);
}
