const BACKSLASH = 0x5c;
const CARRIAGE_RETURN = 0x0d;

/**
 * Makes `tsv-raw` Postgres' COPY text format: there a backslash begins an escape, in a raw field it is a character
 * like any other. Works on bytes, since 0x5c is in no other character of UTF-8, so a chunk may end anywhere. Most
 * chunks have none and pass as they are.
 */
export function escapeRaw(chunk: Buffer): Buffer {
  let found = chunk.indexOf(BACKSLASH);
  if (found === -1) return chunk;
  const escaped = Buffer.allocUnsafe(chunk.length * 2);
  let read = 0;
  let written = 0;
  for (; found !== -1; found = chunk.indexOf(BACKSLASH, read)) {
    written += chunk.copy(escaped, written, read, found + 1);
    escaped[written] = BACKSLASH;
    written += 1;
    read = found + 1;
  }
  written += chunk.copy(escaped, written, read);
  return escaped.subarray(0, written);
}

/** COPY would take a carriage return for the end of a row, or quietly drop it before one; raw fields have none. */
export function holdsCarriageReturn(chunk: Buffer): boolean {
  return chunk.includes(CARRIAGE_RETURN);
}
