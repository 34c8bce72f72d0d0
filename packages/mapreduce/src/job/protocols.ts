/** Makes a record of one input line, its newline removed. A throw skips the line and keeps the reason. */
export type Protocol<Record> =
  | { readonly kind: 'text'; readonly parse: (line: string) => Record }
  | { readonly kind: 'bytes'; readonly parse: (line: Buffer) => Record };

/** Lines of UTF-8 that are JSON by RFC 8259, checked no further. */
export const jsonLines: Protocol<unknown> = { kind: 'text', parse: (line) => JSON.parse(line) as unknown };

/** Lines of UTF-8; the CR of a CRLF is removed. */
export const textLines: Protocol<string> = {
  kind: 'text',
  parse: (line) => (line.endsWith('\r') ? line.slice(0, -1) : line),
};

/** Lines as bytes, whatever they are; the mapper must copy what it keeps. */
export const byteLines: Protocol<Buffer> = { kind: 'bytes', parse: (line) => line };
