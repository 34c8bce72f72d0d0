const BACKSLASH = 0x5c;
/** Letter after the backslash → byte that it stands for. */
const ESCAPES: ReadonlyMap<number, number> = new Map([
  [BACKSLASH, BACKSLASH],
  [0x74, 0x09],
  [0x6e, 0x0a],
  [0x72, 0x0d],
]);
const LETTERS: ReadonlyMap<number, number> = new Map([...ESCAPES].map(([letter, byte]) => [byte, letter]));

/** Any bytes as a field of a line: backslash, tab, newline and CR become `\\`, `\t`, `\n`, `\r`. */
export function escapeField(field: string | Uint8Array): string | Uint8Array {
  if (typeof field === 'string') {
    return /[\\\t\n\r]/.test(field)
      ? field.replace(
          /[\\\t\n\r]/g,
          (letter) => `\\${String.fromCharCode(LETTERS.get(letter.charCodeAt(0)) ?? 0)}`,
        )
      : field;
  }
  if (!field.some((byte) => LETTERS.has(byte))) return field;
  return Uint8Array.from(
    [...field].flatMap((byte) => (LETTERS.has(byte) ? [BACKSLASH, LETTERS.get(byte) ?? 0] : byte)),
  );
}

/** Reads back what `escapeField` wrote. */
export function unescapeField(field: Buffer): Buffer {
  if (!field.includes(BACKSLASH)) return field;
  const bytes: number[] = [];
  for (let at = 0; at < field.length; at += 1) {
    const byte = field[at] as number;
    if (byte === BACKSLASH) at += 1;
    bytes.push(byte === BACKSLASH ? (ESCAPES.get(field[at] as number) ?? 0) : byte);
  }
  return Buffer.from(bytes);
}
