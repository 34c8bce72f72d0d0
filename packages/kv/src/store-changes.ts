import { EventEmitter } from 'node:events';
import { ChangeQueue } from './change-queue.ts';
import { Revision } from './replica/revision.ts';

/** Changes of the datasets of a store: of each one at a time, and told to those who wait for them. */
export class StoreChanges {
  readonly revision = new Revision();
  readonly #queue = new ChangeQueue();
  readonly #published = new EventEmitter<Record<string, [number]>>().setMaxListeners(0);

  async run<Result>(name: string, act: () => Promise<Result>): Promise<Result> {
    try {
      return await this.#queue.run(name, act);
    } finally {
      this.revision.changed();
    }
  }

  /** While nothing of the dataset changes. */
  between<Result>(name: string, act: () => Promise<Result>): Promise<Result> {
    return this.#queue.run(name, act);
  }

  published(name: string, version: number): void {
    this.#published.emit(name, version);
  }

  /** Returns how to stop. */
  onPublished(name: string, listener: (version: number) => void): () => void {
    this.#published.on(name, listener);
    return () => this.#published.off(name, listener);
  }

  /** Resolves when all that were asked for have come to their ends. */
  end(): Promise<void> {
    return this.#queue.end();
  }
}
