import { readDeletes } from '../log/operations.ts';

/** `how` of one entry: it was written, deleted, given another expiry, its time had come, or it gave room to others. */
export type Change =
  | {
      readonly kind: 'changed';
      readonly how: ChangeHow;
      /** A view that holds while the listener runs. */
      readonly key: Buffer;
    }
  | { readonly kind: 'cleared' }
  /** The dataset is removed, or another one is in its place: nothing more is told. */
  | { readonly kind: 'ended' };

export type ChangeHow = 'set' | 'delete' | 'expire' | 'expired' | 'evicted';

export type ChangeListener = (change: Change) => void;

/** Whoever wants to know what changes, as it changes. */
export class ChangeListeners {
  readonly #listeners = new Set<ChangeListener>();
  #evicted: Buffer[] = [];

  get count(): number {
    return this.#listeners.size;
  }

  /** Returns how to stop. */
  add(listener: ChangeListener): () => void {
    // Of its own, so that the same function can listen twice.
    const own: ChangeListener = (change) => listener(change);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** As operations: they are told before the next change, as no listener is to find a table in the middle of a write. */
  keepEvicted(operations: Buffer): void {
    if (this.#listeners.size > 0) this.#evicted = this.#evicted.concat(readDeletes(operations));
  }

  tellEvicted(): void {
    const evicted = this.#evicted;
    if (evicted.length === 0) return;
    this.#evicted = [];
    for (const key of evicted) this.tellChanged('evicted', key);
  }

  tellChanged(how: ChangeHow, key: Uint8Array): void {
    this.tellEvicted();
    if (this.#listeners.size === 0) return;
    const view = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
    for (const listener of this.#listeners) listener({ kind: 'changed', how, key: view });
  }

  tellCleared(): void {
    this.tellEvicted();
    for (const listener of this.#listeners) listener({ kind: 'cleared' });
  }

  tellEnded(): void {
    for (const listener of this.#listeners) listener({ kind: 'ended' });
    this.#listeners.clear();
  }
}
