import { FRAME_HEAD_BYTES, isSealed, readHead } from '../log/frame.ts';
import { decodeHeader, HEADER_BYTES, isHeader, type LogId } from '../log/log-file.ts';
import { PieceDamaged } from './leader-client.ts';

/** No operation is larger, so neither is a frame. */
const FRAME_BYTES_MAX = 768 * 1024 * 1024;

export interface StreamPlace {
  readonly id: LogId;
  readonly position: number;
  /** Of the file that the position is in, and the position of its first frame. */
  readonly number: number;
  readonly start: number;
}

/** What comes next in a log: frames, or the beginning of its next file. */
export type Logged = { readonly frames: readonly Buffer[] } | { readonly file: number };

/** Cuts the bytes of a log, in whatever pieces they come, into frames and headers, and checks each of them. */
export class FrameStream {
  readonly #id: LogId;
  #position: number;
  #number: number;
  #start: number;
  #pieces: Buffer[] = [];
  #heldBytes = 0;
  #neededBytes = 0;

  constructor({ id, position, number, start }: StreamPlace) {
    this.#id = id;
    this.#position = position;
    this.#number = number;
    this.#start = start;
  }

  /** The position of the byte to come next. */
  get end(): number {
    return this.#position + this.#heldBytes;
  }

  /** What is whole now, in order. Throws PieceDamaged; what had come before is to be forgotten then. */
  push(piece: Buffer): Logged[] {
    this.#pieces.push(piece);
    this.#heldBytes += piece.length;
    if (this.#heldBytes < this.#neededBytes) return [];
    const bytes = this.#pieces.length === 1 ? piece : Buffer.concat(this.#pieces);
    const logged: Logged[] = [];
    let frames: Buffer[] = [];
    let at = 0;
    for (;;) {
      const next = this.#cut(bytes.subarray(at));
      if (next === undefined) break;
      at += next.bytes;
      this.#position += next.bytes;
      if (!next.isFile) {
        frames.push(bytes.subarray(at - next.bytes, at));
        continue;
      }
      if (frames.length > 0) logged.push({ frames });
      frames = [];
      this.#number += 1;
      this.#start = this.#position;
      logged.push({ file: this.#number });
    }
    if (frames.length > 0) logged.push({ frames });
    this.#pieces = at < bytes.length ? [bytes.subarray(at)] : [];
    this.#heldBytes = bytes.length - at;
    return logged;
  }

  /** Undefined: more has to come. */
  #cut(bytes: Buffer): { readonly bytes: number; readonly isFile: boolean } | undefined {
    this.#neededBytes = FRAME_HEAD_BYTES;
    if (bytes.length < FRAME_HEAD_BYTES) return undefined;
    const isFile = isHeader(bytes);
    const length = isFile ? HEADER_BYTES : this.#frameBytes(bytes);
    this.#neededBytes = length;
    if (bytes.length < length) return undefined;
    const isWhole = isFile ? this.#isNextFile(bytes) : isSealed(bytes.subarray(0, length), this.#id);
    if (!isWhole) throw this.#damaged();
    this.#neededBytes = 0;
    return { bytes: length, isFile };
  }

  #frameBytes(head: Buffer): number {
    const { bytes, position, safe } = readHead(head);
    const isNext = position === this.#position && safe >= this.#start && safe <= position;
    if (isNext && bytes <= FRAME_BYTES_MAX) return bytes;
    throw this.#damaged();
  }

  #isNextFile(bytes: Buffer): boolean {
    const header = decodeHeader(bytes);
    return (
      header?.start === this.#position && header.number === this.#number + 1 && header.id.equals(this.#id)
    );
  }

  #damaged(): PieceDamaged {
    return new PieceDamaged(`at position ${this.#position} the leader's log is not what it wrote`);
  }
}
