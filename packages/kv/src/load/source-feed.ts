import type { LoadPool } from './load-pool.ts';
import { TAG } from './messages.ts';
import type { LoadTask } from './plan-tasks.ts';
import { type Feeds, storedBytes } from './stored-bytes.ts';

/** Reads objects and stdin for workers: a chunk for each that they pull. */
export class SourceFeed {
  readonly #tasks: ReadonlyMap<number, LoadTask>;
  readonly #feeds: Feeds;
  readonly #pool: LoadPool;
  readonly #chunks = new Map<number, AsyncGenerator<Buffer, void>>();
  readonly #failure = Promise.withResolvers<never>();

  constructor(tasks: readonly LoadTask[], feeds: Feeds, pool: LoadPool) {
    this.#tasks = new Map(tasks.map((task) => [task.ordinal, task]));
    this.#feeds = feeds;
    this.#pool = pool;
    this.#failure.promise.catch(() => undefined);
  }

  /** Rejected when a source cannot be read; never resolved. */
  get failed(): Promise<never> {
    return this.#failure.promise;
  }

  /** Posts the next chunk of a task's source to a worker. */
  answer(worker: number, ordinal: number): void {
    this.#post(worker, ordinal).catch(this.#failure.reject);
  }

  async #post(worker: number, ordinal: number): Promise<void> {
    const { value } = await this.#chunksOf(ordinal).next();
    if (value === undefined) {
      this.#pool.post(worker, { tag: TAG, kind: 'chunk', chunk: undefined });
      return;
    }
    // Pooled memory is not ours to give away.
    const isOwn = value.byteLength === value.buffer.byteLength && value.buffer instanceof ArrayBuffer;
    const chunk = isOwn ? value : Buffer.from(new Uint8Array(value).buffer);
    this.#pool.post(worker, { tag: TAG, kind: 'chunk', chunk }, [chunk.buffer as ArrayBuffer]);
  }

  #chunksOf(ordinal: number): AsyncGenerator<Buffer, void> {
    const known = this.#chunks.get(ordinal);
    if (known !== undefined) return known;
    const task = this.#tasks.get(ordinal);
    if (task === undefined) throw new TypeError(`no task has the ordinal ${ordinal}`);
    const chunks = storedBytes(task.source, this.#feeds);
    this.#chunks.set(ordinal, chunks);
    return chunks;
  }
}
