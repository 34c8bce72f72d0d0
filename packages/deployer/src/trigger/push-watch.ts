import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { PUSHES_FOLDER } from './hook-script.ts';
import type { RepositoryRow } from './repositories.ts';
import { takePushes } from './take-pushes.ts';
import type { TriggersWorld } from './triggers.ts';

/** Watches where one repository's hook leaves word of pushes. */
export class PushWatch {
  readonly #world: TriggersWorld;
  readonly #repository: RepositoryRow;
  readonly #watcher: FSWatcher | undefined;
  /** One take after the other: pushes of a repository keep their order. */
  #taking: Promise<void> = Promise.resolve();
  #isWaiting = false;
  #isFailing = false;
  #isClosed = false;

  constructor(world: TriggersWorld, repository: RepositoryRow) {
    this.#world = world;
    this.#repository = repository;
    this.#watcher = this.#watch();
    // Of pushes while nobody watched.
    this.take();
  }

  /** Takes what is there, soon; call it now and then, since not every file system tells of its changes. */
  take(): void {
    if (this.#isWaiting || this.#isClosed) return;
    this.#isWaiting = true;
    this.#taking = this.#taking.then(() => {
      this.#isWaiting = false;
      return this.#isClosed ? undefined : this.#takeNow();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#watcher?.close();
    await this.#taking;
  }

  async #takeNow(): Promise<void> {
    try {
      await takePushes(this.#world, this.#repository);
      this.#isFailing = false;
    } catch (error) {
      // Told once: it is tried again every few seconds.
      if (!this.#isFailing) this.#tell(error, 'its pushes cannot be read');
      this.#isFailing = true;
    }
  }

  #watch(): FSWatcher | undefined {
    const folder = join(this.#repository.hookFolder ?? '', PUSHES_FOLDER);
    try {
      const watcher = watch(folder, () => this.take());
      watcher.on('error', (error) => this.#tell(error, 'its pushes are noticed some seconds later'));
      return watcher;
    } catch (error) {
      this.#tell(error, 'its pushes are noticed some seconds later');
      return undefined;
    }
  }

  #tell(err: unknown, message: string): void {
    this.#world.log.warn({ repository: this.#repository.name, err }, message);
  }
}
