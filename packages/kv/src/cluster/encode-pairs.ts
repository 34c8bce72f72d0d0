import type { Pairs } from './lines.ts';

const SET = Buffer.from('*3\r\n$3\r\nSET\r\n');
const MSET = Buffer.from('$4\r\nMSET\r\n');
const ASKING = Buffer.from('*1\r\n$6\r\nASKING\r\n');
const [CR, LF, DOLLAR, STAR] = [0x0d, 0x0a, 0x24, 0x2a];
/** More than all that is around a key and its value. */
const FRAME_BYTES = SET.length + ASKING.length + 48;
/** A native copy costs more than a loop over so few bytes. */
const COPIED_HERE_MAX = 64;
/** A command is done at one go: it is to hold up other clients no longer than many single ones. */
const COMMAND_PAIRS_MAX = 32;
const COMMAND_BYTES_MAX = 32 * 1024;

/**
 * `several`: neighbours of one slot share an MSET, which costs a server a quarter less than SET by SET. It is refused
 * as a whole while its slot moves, so pairs are then sent as `single`; and as `asking` where a node is being given
 * the slot: two commands a pair, of which the first lets it take the second.
 */
export type PairForm = 'several' | 'single' | 'asking';

export interface Encoded {
  /** Of `order`: the first one that did not fit. */
  readonly next: number;
  readonly bytes: number;
  /** Of each command: where its pairs begin in `order`. */
  readonly commands: readonly number[];
}

export interface Chunk {
  readonly order: Uint32Array;
  readonly from: number;
  readonly target: Buffer;
  readonly form: PairForm;
}

/** Writes pairs as commands, each key behind a prefix. */
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

  /** Encodes `order[from…]` until `target` is full. */
  encode(source: Buffer, pairs: Pairs, { order, from, target, form }: Chunk): Encoded {
    const commands: number[] = [];
    let at = 0;
    let next = from;
    while (next < order.length) {
      const end = this.#endOfRun(pairs, order, next, target.length - at, form);
      if (end === next) break;
      commands.push(next);
      if (form === 'asking') {
        commands.push(next);
        at = copy(ASKING, 0, ASKING.length, target, at);
      }
      if (end - next === 1) {
        at = copy(SET, 0, SET.length, target, at);
      } else {
        target[at] = STAR;
        at = writeLength(1 + 2 * (end - next), target, at + 1);
        at = copy(MSET, 0, MSET.length, target, at);
      }
      for (; next < end; next += 1) at = this.#writePair(source, pairs, order[next] as number, target, at);
    }
    return { next, bytes: at, commands };
  }

  /** How far pairs go into one command; nowhere when not even one fits. */
  #endOfRun(pairs: Pairs, order: Uint32Array, from: number, bytesLeft: number, form: PairForm): number {
    const { slots } = pairs;
    const countMax = form === 'several' ? COMMAND_PAIRS_MAX : 1;
    const limit = Math.min(order.length, from + countMax);
    const slot = slots[order[from] as number];
    let bytes = 0;
    let end = from;
    for (; end < limit && slots[order[end] as number] === slot; end += 1) {
      bytes += this.bytesMax(pairs, order[end] as number);
      if (bytes > bytesLeft || (end > from && bytes > COMMAND_BYTES_MAX)) break;
    }
    return end;
  }

  #writePair(source: Buffer, pairs: Pairs, index: number, target: Buffer, start: number): number {
    const prefix = this.#prefix;
    const keyStart = pairs.keyStarts[index] as number;
    const keyEnd = pairs.keyEnds[index] as number;
    const valueEnd = pairs.valueEnds[index] as number;
    target[start] = DOLLAR;
    let at = writeLength(prefix.length + keyEnd - keyStart, target, start + 1);
    at = copy(prefix, 0, prefix.length, target, at);
    at = copy(source, keyStart, keyEnd, target, at);
    target[at] = CR;
    target[at + 1] = LF;
    target[at + 2] = DOLLAR;
    at = writeLength(valueEnd - keyEnd - 1, target, at + 3);
    at = copy(source, keyEnd + 1, valueEnd, target, at);
    target[at] = CR;
    target[at + 1] = LF;
    return at + 2;
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
