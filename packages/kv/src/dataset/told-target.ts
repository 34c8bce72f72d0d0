import type { OperationTarget } from '../log/operations.ts';
import type { SetOptions } from '../table/entries.ts';
import type { ChangeListeners } from './change-listeners.ts';
import type { LiveTable } from './live-table.ts';

/** Does operations to a table one by one, and tells whoever listens. */
export class ToldTarget implements OperationTarget {
  readonly #table: LiveTable;
  readonly #listeners: ChangeListeners;

  constructor(table: LiveTable, listeners: ChangeListeners) {
    this.#table = table;
    this.#listeners = listeners;
  }

  set(key: Uint8Array, value: Uint8Array, options?: SetOptions): void {
    this.#table.set(key, value, options);
    this.#listeners.tellChanged('set', key);
  }

  delete(key: Uint8Array): void {
    if (this.#table.delete(key)) this.#listeners.tellChanged('delete', key);
  }

  setExpiry(key: Uint8Array, expiresAtMs: number): void {
    if (this.#table.setExpiry(key, expiresAtMs)) this.#listeners.tellChanged('expire', key);
  }

  clear(): void {
    this.#table.clear();
    this.#listeners.tellCleared();
  }
}
