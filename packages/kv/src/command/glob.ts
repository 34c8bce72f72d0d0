import { refuse } from './refusal.ts';

const STAR = 0x2a;
const QUESTION = 0x3f;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const CARET = 0x5e;
const MINUS = 0x2d;
const BACKSLASH = 0x5c;

/** A pattern is looked at for each byte of each key. */
const PATTERN_BYTES_MAX = 1024;
/** Elements of a compiled pattern: bytes stand for themselves, from ANY_OF on for the set of that number. */
const ANY = 256;
const ANY_RUN = 257;
const ANY_OF = 258;
/** A bit for each byte. */
const SET_WORDS = 8;

/** Matches bytes against `*`, `?`, `[a-z]`, `[^a]` and `\\` before a byte that stands for itself. */
export class Glob {
  /** What has been compared so far: how long it took. */
  steps = 0;
  readonly #elements: readonly number[];
  readonly #sets: Uint32Array;

  constructor(pattern: Uint8Array) {
    if (pattern.length > PATTERN_BYTES_MAX) {
      refuse(`ERR pattern of ${pattern.length} bytes is longer than ${PATTERN_BYTES_MAX}`);
    }
    const { elements, sets } = compile(pattern);
    this.#elements = elements;
    this.#sets = Uint32Array.from(sets.flatMap((set) => [...set]));
  }

  /** Goes back to the last star only, so the work is bounded by the product of both lengths. */
  matches(bytes: Uint8Array): boolean {
    const elements = this.#elements;
    let at = 0;
    let elementAt = 0;
    let starAt = -1;
    let starBytesAt = 0;
    for (; at < bytes.length; this.steps++) {
      const element = elements[elementAt];
      if (element === ANY_RUN) {
        // Nothing behind it can fail any more.
        if (elementAt === elements.length - 1) return true;
        starAt = elementAt++;
        starBytesAt = at;
      } else if (element !== undefined && this.#holds(element, bytes[at] as number)) {
        elementAt++;
        at++;
      } else if (starAt !== -1) {
        elementAt = starAt + 1;
        at = ++starBytesAt;
      } else return false;
    }
    while (elements[elementAt] === ANY_RUN) elementAt++;
    return elementAt === elements.length;
  }

  #holds(element: number, byte: number): boolean {
    if (element < ANY) return element === byte;
    if (element === ANY) return true;
    const word = this.#sets[(element - ANY_OF) * SET_WORDS + (byte >>> 5)] as number;
    return ((word >>> (byte & 31)) & 1) === 1;
  }
}

function compile(pattern: Uint8Array): { elements: number[]; sets: Uint32Array[] } {
  const elements: number[] = [];
  const sets: Uint32Array[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const byte = pattern[at] as number;
    if (byte === STAR) {
      if (elements.at(-1) !== ANY_RUN) elements.push(ANY_RUN);
    } else if (byte === QUESTION) elements.push(ANY);
    else if (byte === OPEN) {
      const set = new Uint32Array(SET_WORDS);
      at = readSet(pattern, at + 1, set);
      elements.push(ANY_OF + sets.length);
      sets.push(set);
    } else if (byte === BACKSLASH && at + 1 < pattern.length) elements.push(pattern[++at] as number);
    else elements.push(byte);
  }
  return { elements, sets };
}

/** Where the set is closed; one that never is ends with the pattern. */
function readSet(pattern: Uint8Array, from: number, set: Uint32Array): number {
  let at = from;
  const isNegated = pattern[at] === CARET;
  if (isNegated) at++;
  while (at < pattern.length && pattern[at] !== CLOSE) {
    const byte = pattern[at] as number;
    if (byte === BACKSLASH && at + 1 < pattern.length) {
      const escaped = pattern[at + 1] as number;
      addRange(set, escaped, escaped);
      at += 2;
    } else if (pattern[at + 1] === MINUS && at + 2 < pattern.length) {
      addRange(set, byte, pattern[at + 2] as number);
      at += 3;
    } else {
      addRange(set, byte, byte);
      at++;
    }
  }
  if (isNegated) for (let word = 0; word < SET_WORDS; word++) set[word] = ~(set[word] as number);
  return at;
}

function addRange(set: Uint32Array, one: number, other: number): void {
  for (let byte = Math.min(one, other); byte <= Math.max(one, other); byte++) {
    set[byte >>> 5] = (set[byte >>> 5] as number) | (1 << (byte & 31));
  }
}
