const BACKSLASH = 0x5c;
const [LETTER_N, LETTER_X] = [0x4e, 0x78];
const CONTROLS: ReadonlyMap<number, number> = new Map(
  Object.entries({ b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 }).map(([letter, byte]) => [
    letter.charCodeAt(0),
    byte,
  ]),
);

/**
 * Undoes the escapes of Postgres' COPY text (docs: COPY, "Text Format") in a field, and writes it at `target`, which
 * is not behind `start`. Returns where it ends now; -1 when it is the null `\N`.
 */
export function unescapeInPlace(bytes: Buffer, start: number, end: number, target: number): number {
  if (end - start === 2 && bytes[start] === BACKSLASH && bytes[start + 1] === LETTER_N) return -1;
  let to = target;
  for (let at = start; at < end; ) {
    const byte = bytes[at] as number;
    at += 1;
    if (byte !== BACKSLASH || at === end) {
      bytes[to++] = byte;
      continue;
    }
    const letter = bytes[at] as number;
    const [base, digitsMax, first] = letter === LETTER_X ? [16, 2, at + 1] : [8, 3, at];
    const next = endOfDigits(bytes, first, Math.min(end, first + digitsMax), base);
    if (next > first) {
      bytes[to++] = Number.parseInt(bytes.toString('latin1', first, next), base) & 0xff;
      at = next;
    } else {
      bytes[to++] = CONTROLS.get(letter) ?? letter;
      at += 1;
    }
  }
  return to;
}

function endOfDigits(bytes: Buffer, start: number, end: number, base: number): number {
  let at = start;
  while (at < end && !Number.isNaN(Number.parseInt(String.fromCharCode(bytes[at] as number), base))) at += 1;
  return at;
}
