/** A pair as it stands in a buffer: key `[keyStart, keyEnd)`, value `[keyEnd, valueEnd)`. */
export interface Pair {
  readonly buffer: Buffer;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueEnd: number;
  /** The key is the one of the pair before it. */
  readonly isSameKey: boolean;
}

/** Pairs in their order; each is valid until the next. */
export interface PairSource {
  next(): Pair | undefined;
}

/** Two lengths of at most five bytes. */
export const HEAD_BYTES_MAX = 10;

/** Unsigned LEB128: seven bits a byte, the lowest first. Returns where it ends. */
export function writeLength(bytes: Buffer, from: number, length: number): number {
  let at = from;
  let rest = length;
  for (; rest >= 0x80; rest >>>= 7) bytes[at++] = (rest & 0x7f) | 0x80;
  bytes[at] = rest;
  return at + 1;
}

export function lengthBytes(length: number): number {
  let bytes = 1;
  for (let rest = length; rest >= 0x80; rest >>>= 7) bytes += 1;
  return bytes;
}

interface Place {
  keyStart: number;
  keyEnd: number;
  valueEnd: number;
}

/** Reads where key and value of the pair at this address are. */
export function locatePair(memory: Buffer, address: number, place: Place): void {
  let at = address;
  let keyLength = 0;
  let valueLength = 0;
  for (let scale = 1; ; scale *= 0x80) {
    const byte = memory[at++] as number;
    keyLength += (byte & 0x7f) * scale;
    if (byte < 0x80) break;
  }
  for (let scale = 1; ; scale *= 0x80) {
    const byte = memory[at++] as number;
    valueLength += (byte & 0x7f) * scale;
    if (byte < 0x80) break;
  }
  place.keyStart = at;
  place.keyEnd = at + keyLength;
  place.valueEnd = at + keyLength + valueLength;
}
