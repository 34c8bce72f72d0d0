/** A command as a server reads it: a list of bulk strings. */
export function encodeCommand(parts: readonly (string | Uint8Array | number)[]): Buffer {
  const pieces: Uint8Array[] = [Buffer.from(`*${parts.length}\r\n`)];
  for (const part of parts) {
    const bytes = part instanceof Uint8Array ? part : Buffer.from(String(part));
    pieces.push(Buffer.from(`$${bytes.length}\r\n`), bytes, LINE_END);
  }
  return Buffer.concat(pieces);
}

const LINE_END = Buffer.from('\r\n');
