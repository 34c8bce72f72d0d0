/** Bytes up to here would end a field or a line somewhere, or a string in C. */
const ESCAPED_MAX = 0x0d;
const ESCAPE = 0x01;
const LETTER = 0x41;
const ESCAPED = /[\0-\r]/;

/**
 * Any bytes as a field between tabs, in the order of the bytes: 0x00 to 0x0d are written as 0x01 and a letter, so that
 * tab, newline, CR and NUL never occur and `LC_ALL=C sort -t TAB -k 1,1` finds the order that the engine has. A string
 * stands for its UTF-8.
 */
export function escapeStreamField(field: string | Uint8Array): string | Uint8Array {
  if (typeof field === 'string') return ESCAPED.test(field) ? escapeText(field) : field;
  let escaped = 0;
  for (const byte of field) if (byte <= ESCAPED_MAX) escaped += 1;
  if (escaped === 0) return field;
  const target = new Uint8Array(field.length + escaped);
  let at = 0;
  for (const byte of field) {
    if (byte <= ESCAPED_MAX) target[at++] = ESCAPE;
    target[at++] = byte <= ESCAPED_MAX ? LETTER + byte : byte;
  }
  return target;
}

function escapeText(text: string): string {
  return text.replace(
    new RegExp(ESCAPED, 'g'),
    (unit) => `\x01${String.fromCharCode(LETTER + unit.charCodeAt(0))}`,
  );
}

/**
 * Reads `[start, end)` of a line back into the target, which has room for as many bytes; returns where it ends. An
 * 0x01 that begins no escape stands for itself: a program may have written it.
 */
export function unescapeStreamField(
  line: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
  targetStart: number,
): number {
  let at = targetStart;
  for (let from = start; from < end; from += 1) {
    const byte = line[from] as number;
    const letter = byte === ESCAPE && from + 1 < end ? (line[from + 1] as number) - LETTER : -1;
    if (letter >= 0 && letter <= ESCAPED_MAX) from += 1;
    target[at++] = letter >= 0 && letter <= ESCAPED_MAX ? letter : byte;
  }
  return at;
}
