import type { SetOptions } from '../table/entries.ts';
import { FRAME_HEAD_BYTES } from './frame.ts';
import { encodeClear, encodeDelete, encodeExpire, encodeSet, operationBytesMax } from './operations.ts';

/** One frame holds about so much, or one operation that is larger. */
const FRAME_BYTES = 256 * 1024;
/** Buffers that are kept for later frames. */
const SPARE_COUNT = 8;

/** Operations that wait to be written, in frames whose heads are still empty. */
export class PendingFrames {
  #full: Buffer[] = [];
  #spare: Buffer[] = [];
  #open: Buffer = Buffer.alloc(0);
  #end = FRAME_HEAD_BYTES;
  #fullBytes = 0;

  get bytes(): number {
    return this.#fullBytes + this.#end - FRAME_HEAD_BYTES;
  }

  set(key: Uint8Array, value: Uint8Array, options: SetOptions): void {
    this.#reserve(key.length, value.length);
    this.#end = encodeSet(this.#open, this.#end, key, value, options);
  }

  /** Operations that are encoded already. */
  add(operations: Buffer): void {
    this.#reserve(operations.length);
    this.#open.set(operations, this.#end);
    this.#end += operations.length;
  }

  delete(key: Uint8Array): void {
    this.#reserve(key.length);
    this.#end = encodeDelete(this.#open, this.#end, key);
  }

  setExpiry(key: Uint8Array, expiresAtMs: number): void {
    this.#reserve(key.length);
    this.#end = encodeExpire(this.#open, this.#end, key, expiresAtMs);
  }

  clear(): void {
    this.#reserve(0);
    this.#end = encodeClear(this.#open, this.#end);
  }

  /** Gives away all frames in order; each is only valid while it is visited. */
  drain(visit: (frame: Buffer) => void): void {
    if (this.#end > FRAME_HEAD_BYTES) this.#close();
    const frames = this.#full;
    this.#full = [];
    this.#fullBytes = 0;
    for (const frame of frames) {
      visit(frame);
      if (frame.buffer.byteLength === FRAME_BYTES && this.#spare.length < SPARE_COUNT) {
        this.#spare.push(Buffer.from(frame.buffer));
      }
    }
  }

  #reserve(keyBytes: number, valueBytes = 0): void {
    const bytes = operationBytesMax(keyBytes, valueBytes);
    if (this.#end + bytes <= this.#open.length) return;
    if (this.#end > FRAME_HEAD_BYTES) this.#close();
    if (FRAME_HEAD_BYTES + bytes <= this.#open.length) return;
    this.#open =
      FRAME_HEAD_BYTES + bytes <= FRAME_BYTES
        ? (this.#spare.pop() ?? Buffer.allocUnsafeSlow(FRAME_BYTES))
        : Buffer.allocUnsafeSlow(FRAME_HEAD_BYTES + bytes);
  }

  #close(): void {
    this.#full.push(this.#open.subarray(0, this.#end));
    this.#fullBytes += this.#end - FRAME_HEAD_BYTES;
    this.#open = Buffer.alloc(0);
    this.#end = FRAME_HEAD_BYTES;
  }
}
