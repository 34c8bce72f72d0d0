const BACKSLASH = 0x5c;
/** Of `\b`, `\t`, `\n`, `\v`, `\f`, `\r`, from 8 on: the letters. */
const LETTERS = Buffer.from('btnvfr');
const FIRST = 8;

/** A field of Postgres' COPY text; the same bytes where nothing needs an escape. */
export function escapeField(field: Uint8Array): Uint8Array {
  let escapes = 0;
  for (const byte of field) if (isEscaped(byte)) ++escapes;
  if (escapes === 0) return field;
  const escaped = Buffer.allocUnsafe(field.length + escapes);
  let at = 0;
  for (const byte of field) {
    if (isEscaped(byte)) {
      escaped[at++] = BACKSLASH;
      escaped[at++] = byte === BACKSLASH ? BACKSLASH : (LETTERS[byte - FIRST] as number);
    } else escaped[at++] = byte;
  }
  return escaped;
}

function isEscaped(byte: number): boolean {
  return byte === BACKSLASH || (byte >= FIRST && byte < FIRST + LETTERS.length);
}
