/** `how` of one entry: it was written, deleted, given another expiry, or its time had come. */
export type Change =
  | {
      readonly kind: 'changed';
      readonly how: 'set' | 'delete' | 'expire' | 'expired';
      /** A view that holds while the listener runs. */
      readonly key: Buffer;
    }
  | { readonly kind: 'cleared' };

export type ChangeListener = (change: Change) => void;

/** Whoever wants to know what changes, as it changes. */
export class ChangeListeners {
  readonly #listeners = new Set<ChangeListener>();

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

  tellChanged(how: 'set' | 'delete' | 'expire' | 'expired', key: Uint8Array): void {
    if (this.#listeners.size === 0) return;
    const view = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
    for (const listener of this.#listeners) listener({ kind: 'changed', how, key: view });
  }

  tellCleared(): void {
    for (const listener of this.#listeners) listener({ kind: 'cleared' });
  }
}
