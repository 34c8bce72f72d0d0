const STAR = 0x2a;
const QUESTION = 0x3f;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const CARET = 0x5e;
const MINUS = 0x2d;
const BACKSLASH = 0x5c;

/** Matches bytes against `*`, `?`, `[a-z]`, `[^a]` and `\` before a byte that stands for itself. */
export type Glob = (bytes: Uint8Array) => boolean;

export function compileGlob(pattern: Uint8Array): Glob {
  if (pattern.length === 1 && pattern[0] === STAR) return () => true;
  const own = Uint8Array.from(pattern);
  return (bytes) => matches(own, bytes);
}

/** Bytes that every match begins with. */
export function literalHead(pattern: Uint8Array): Uint8Array {
  const end = pattern.findIndex(
    (byte) => byte === STAR || byte === QUESTION || byte === OPEN || byte === BACKSLASH,
  );
  return end === -1 ? pattern : pattern.subarray(0, end);
}

/** Goes back to the last star only, so the work is bounded by the product of both lengths. */
function matches(pattern: Uint8Array, bytes: Uint8Array): boolean {
  let at = 0;
  let patternAt = 0;
  let starAt = -1;
  let starBytesAt = 0;
  while (at < bytes.length) {
    if (pattern[patternAt] === STAR) {
      starAt = patternAt++;
      starBytesAt = at;
      continue;
    }
    const next = patternAt < pattern.length ? matchOne(pattern, patternAt, bytes[at] as number) : -1;
    if (next !== -1) {
      patternAt = next;
      at++;
    } else if (starAt !== -1) {
      patternAt = starAt + 1;
      at = ++starBytesAt;
    } else return false;
  }
  while (pattern[patternAt] === STAR) patternAt++;
  return patternAt === pattern.length;
}

/** Where the pattern goes on behind an element that matches the byte; -1 when it does not. */
function matchOne(pattern: Uint8Array, at: number, byte: number): number {
  const element = pattern[at] as number;
  if (element === QUESTION) return at + 1;
  if (element === OPEN) return matchClass(pattern, at + 1, byte);
  if (element === BACKSLASH && at + 1 < pattern.length) return pattern[at + 1] === byte ? at + 2 : -1;
  return element === byte ? at + 1 : -1;
}

/** A class that is never closed ends with the pattern. */
function matchClass(pattern: Uint8Array, from: number, byte: number): number {
  let at = from;
  const isNegated = pattern[at] === CARET;
  if (isNegated) at++;
  let isIn = false;
  while (at < pattern.length && pattern[at] !== CLOSE) {
    if (pattern[at] === BACKSLASH && at + 1 < pattern.length) {
      isIn ||= pattern[++at] === byte;
      at++;
    } else if (pattern[at + 1] === MINUS && at + 2 < pattern.length) {
      const low = Math.min(pattern[at] as number, pattern[at + 2] as number);
      const high = Math.max(pattern[at] as number, pattern[at + 2] as number);
      isIn ||= byte >= low && byte <= high;
      at += 3;
    } else {
      isIn ||= pattern[at] === byte;
      at++;
    }
  }
  return isIn === isNegated ? -1 : Math.min(at + 1, pattern.length);
}
