import { CRC_TABLE, OPEN_BRACE, SLOT_COUNT, slotOfBehind } from '../client/slot.ts';
import { unescapeInPlace } from './unescape.ts';

/** Where the pairs of a block are in its bytes: key, one tab, value. */
export interface Pairs {
  count: number;
  keyStarts: Uint32Array;
  keyEnds: Uint32Array;
  valueEnds: Uint32Array;
  slots: Uint16Array;
}

export interface LineOptions {
  /** The CRC16 of what stands before each key, and has no brace in it. */
  readonly prefixCrc: number;
  /** Backslash escapes as in Postgres' COPY text; they are undone within the block. */
  readonly isEscaped: boolean;
  /** Pairs whose key hashes below it are shown to `onSampled`, which returns the limit from then on. */
  sampleLimit: number;
  readonly onSampled: (hash: number, pairs: Pairs, index: number) => number;
}

/** A line that is no pair; `start` is where it begins in the block. */
export class LineInvalid extends Error {
  readonly start: number;

  constructor(start: number, reason: string) {
    super(reason);
    this.start = start;
  }
}

const [TAB, NEWLINE, BACKSLASH] = [0x09, 0x0a, 0x5c];
const VALUE_BYTES_MAX = 512 * 2 ** 20;
/** Shorter values are searched byte by byte: a native search costs more than it saves. */
const SEARCHED_HERE_BYTES = 48;

export function createPairs(capacity = 64 * 1024): Pairs {
  return {
    count: 0,
    keyStarts: new Uint32Array(capacity),
    keyEnds: new Uint32Array(capacity),
    valueEnds: new Uint32Array(capacity),
    slots: new Uint16Array(capacity),
  };
}

/** Finds the pairs in `bytes`, which are whole lines; the last one may lack its newline. */
export function indexLines(bytes: Buffer, pairs: Pairs, options: LineOptions): void {
  const { prefixCrc, isEscaped } = options;
  const end = bytes.length;
  let nextEscape = isEscaped ? indexOr(bytes, BACKSLASH, 0, end) : end;
  let count = 0;
  for (let start = 0; start < end; ) {
    let crc = prefixCrc;
    let hash = HASH_START;
    let hasBrace = false;
    let at = start;
    for (; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (byte === TAB || byte === NEWLINE) break;
      if (byte === OPEN_BRACE) hasBrace = true;
      crc = ((crc << 8) & 0xff00) ^ (CRC_TABLE[(crc >> 8) ^ byte] as number);
      hash = Math.imul(hash ^ byte, HASH_FACTOR);
    }
    if (bytes[at] !== TAB || at >= end) throw new LineInvalid(start, 'has no tab');
    const lineEnd = findNewline(bytes, at + 1, end);
    if (lineEnd - at > VALUE_BYTES_MAX) throw new LineInvalid(start, 'has a value of more than 512 MiB');
    if (count === pairs.keyStarts.length) grow(pairs);
    let keyEnd = at;
    let valueEnd = lineEnd;
    if (nextEscape < lineEnd) {
      keyEnd = unescapeInPlace(bytes, start, at, start);
      bytes[keyEnd] = TAB;
      valueEnd = unescapeInPlace(bytes, at + 1, lineEnd, keyEnd + 1);
      if (valueEnd === -1 || keyEnd === -1)
        throw new LineInvalid(start, 'has a null, which is no value here');
      nextEscape = indexOr(bytes, BACKSLASH, lineEnd, end);
      hasBrace = true;
    }
    pairs.keyStarts[count] = start;
    pairs.keyEnds[count] = keyEnd;
    pairs.valueEnds[count] = valueEnd;
    pairs.slots[count] = hasBrace ? slotOfBehind(bytes, start, keyEnd, prefixCrc) : crc & (SLOT_COUNT - 1);
    const mixed = mix(hash);
    if (mixed < options.sampleLimit) options.sampleLimit = options.onSampled(mixed, pairs, count);
    count += 1;
    start = lineEnd + 1;
  }
  pairs.count = count;
}

/** FNV-1a of the key as it stands in the line, and a last step that moves it into all bits. */
const HASH_START = 0x811c_9dc5;
const HASH_FACTOR = 0x0100_0193;

function mix(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

function findNewline(bytes: Buffer, start: number, end: number): number {
  const near = Math.min(end, start + SEARCHED_HERE_BYTES);
  for (let at = start; at < near; at += 1) if (bytes[at] === NEWLINE) return at;
  return near === end ? end : indexOr(bytes, NEWLINE, near, end);
}

function indexOr(bytes: Buffer, byte: number, start: number, missing: number): number {
  const at = bytes.indexOf(byte, start);
  return at === -1 ? missing : at;
}

function grow(pairs: Pairs): void {
  const { keyStarts, keyEnds, valueEnds, slots } = pairs;
  Object.assign(pairs, createPairs(keyStarts.length * 2));
  pairs.keyStarts.set(keyStarts);
  pairs.keyEnds.set(keyEnds);
  pairs.valueEnds.set(valueEnds);
  pairs.slots.set(slots);
}
