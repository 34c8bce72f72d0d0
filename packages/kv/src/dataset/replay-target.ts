import type { OperationTarget } from '../log/operations.ts';
import type { LiveTable } from './live-table.ts';

const BATCH_BYTES = 256 * 1024;

/** Does operations to a table, sets many at a time: as records, which is how the table keeps them. */
export class ReplayTarget implements OperationTarget {
  /** Of the largest record so far. */
  recordBytesMax = 0;
  readonly #table: LiveTable;
  readonly #batch = Buffer.allocUnsafeSlow(BATCH_BYTES);
  #used = 0;

  constructor(table: LiveTable) {
    this.#table = table;
  }

  setRecord(bytes: Buffer, start: number, end: number): void {
    const length = end - start;
    if (length > this.recordBytesMax) this.recordBytesMax = length;
    if (length > BATCH_BYTES - this.#used) {
      this.flush();
      if (length > BATCH_BYTES) {
        this.#table.appendOrdered(bytes.subarray(start, end));
        return;
      }
    }
    bytes.copy(this.#batch, this.#used, start, end);
    this.#used += length;
  }

  set: OperationTarget['set'] = (key, value, options) => {
    this.flush();
    this.#table.set(key, value, options);
  };

  delete(key: Uint8Array): void {
    this.flush();
    this.#table.delete(key);
  }

  setExpiry(key: Uint8Array, expiresAtMs: number): void {
    this.flush();
    this.#table.setExpiry(key, expiresAtMs);
  }

  clear(): void {
    this.#used = 0;
    this.#table.clear();
  }

  /** To be called at the end, too. */
  flush(): void {
    if (this.#used === 0) return;
    this.#table.appendOrdered(this.#batch.subarray(0, this.#used));
    this.#used = 0;
  }
}
