import type { Pairs } from './lines.ts';

const HEAD = Buffer.from('*3\r\n$3\r\nSET\r\n$');
const ASKING = Buffer.from('*1\r\n$6\r\nASKING\r\n');
const [CR, LF, DOLLAR] = [0x0d, 0x0a, 0x24];
/** More than all that is around a key and its value. */
const FRAME_BYTES = HEAD.length + ASKING.length + 48;
/** A native copy costs more than a loop over so few bytes. */
const COPIED_HERE_MAX = 64;

export interface Encoded {
  /** Of `order`: the first one that did not fit. */
  readonly next: number;
  readonly bytes: number;
}

/** Writes pairs as SET commands, each key behind a prefix. */
export class PairEncoder {
  readonly #prefix: Buffer;

  constructor(prefix: Buffer) {
    this.#prefix = prefix;
  }

  /** How many bytes a pair takes at most. */
  bytesMax(pairs: Pairs, index: number): number {
    const bytes = (pairs.valueEnds[index] as number) - (pairs.keyStarts[index] as number);
    return bytes + this.#prefix.length + FRAME_BYTES;
  }

  /** Encodes `order[from…]` until `target` is full. With `isAsking` two commands a pair: the first lets a node take a key of a slot that it is being given. */
  encode(
    source: Buffer,
    pairs: Pairs,
    {
      order,
      from,
      target,
      isAsking,
    }: { order: Uint32Array; from: number; target: Buffer; isAsking: boolean },
  ): Encoded {
    const prefix = this.#prefix;
    let at = 0;
    let next = from;
    for (; next < order.length; next += 1) {
      const index = order[next] as number;
      if (this.bytesMax(pairs, index) > target.length - at) break;
      const keyStart = pairs.keyStarts[index] as number;
      const keyEnd = pairs.keyEnds[index] as number;
      const valueEnd = pairs.valueEnds[index] as number;
      if (isAsking) at = copy(ASKING, 0, ASKING.length, target, at);
      at = copy(HEAD, 0, HEAD.length, target, at);
      at = writeLength(prefix.length + keyEnd - keyStart, target, at);
      at = copy(prefix, 0, prefix.length, target, at);
      at = copy(source, keyStart, keyEnd, target, at);
      target[at] = CR;
      target[at + 1] = LF;
      target[at + 2] = DOLLAR;
      at = writeLength(valueEnd - keyEnd - 1, target, at + 3);
      at = copy(source, keyEnd + 1, valueEnd, target, at);
      target[at] = CR;
      target[at + 1] = LF;
      at += 2;
    }
    return { next, bytes: at };
  }
}

function copy(source: Buffer, start: number, end: number, target: Buffer, at: number): number {
  if (end - start > COPIED_HERE_MAX) return at + source.copy(target, at, start, end);
  let to = at;
  for (let from = start; from < end; from += 1) target[to++] = source[from] as number;
  return to;
}

function writeLength(length: number, target: Buffer, at: number): number {
  let digits = 1;
  for (let power = 10; length >= power; power *= 10) digits += 1;
  let rest = length;
  for (let to = at + digits - 1; to >= at; to -= 1) {
    target[to] = 0x30 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  target[at + digits] = CR;
  target[at + digits + 1] = LF;
  return at + digits + 2;
}
