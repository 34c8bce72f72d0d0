const DOUBLE = 0x22;
const SINGLE = 0x27;
const BACKSLASH = 0x5c;

const ESCAPES: ReadonlyMap<number, number> = new Map(
  Object.entries({ n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' }).map(([letter, byte]) => [
    letter.charCodeAt(0),
    byte.charCodeAt(0),
  ]),
);

/**
 * Splits a typed line into words as Redis does: "…" with escapes, '…' with \' alone; a closing quote ends the word.
 * Undefined when a quote is not closed, or text follows a closing one.
 */
export function splitInline(line: Uint8Array): Buffer[] | undefined {
  const words: Buffer[] = [];
  let at = 0;
  for (;;) {
    while (at < line.length && isSpace(line[at] as number)) at++;
    if (at >= line.length) return words;
    const word: number[] = [];
    while (at < line.length && !isSpace(line[at] as number)) {
      const byte = line[at] as number;
      if (byte !== DOUBLE && byte !== SINGLE) {
        word.push(byte);
        at++;
        continue;
      }
      at = readQuoted(line, at + 1, byte, word);
      if (at === -1 || (at < line.length && !isSpace(line[at] as number))) return undefined;
    }
    words.push(Buffer.from(word));
  }
}

/** Appends what is between quotes; returns where it goes on behind them, -1 when they are not closed. */
function readQuoted(line: Uint8Array, from: number, quote: number, word: number[]): number {
  for (let at = from; at < line.length; at++) {
    const byte = line[at] as number;
    if (byte === quote) return at + 1;
    if (byte !== BACKSLASH || at + 1 >= line.length) {
      word.push(byte);
      continue;
    }
    const next = line[at + 1] as number;
    if (quote === SINGLE) {
      if (next === SINGLE) at++;
      word.push(next === SINGLE ? SINGLE : BACKSLASH);
      continue;
    }
    const hex = hexByte(line, at + 1);
    at += hex === undefined ? 1 : 3;
    word.push(hex ?? ESCAPES.get(next) ?? next);
  }
  return -1;
}

/** Of `x4f`. */
function hexByte(line: Uint8Array, at: number): number | undefined {
  const text = String.fromCharCode(...line.subarray(at, at + 3));
  return /^x[0-9a-fA-F]{2}$/.test(text) ? Number.parseInt(text.slice(1), 16) : undefined;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0;
}
