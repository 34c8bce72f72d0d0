const ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  '\\': 92,
};

/** A path as git prints it: one with unusual bytes is in quotes, with these bytes as in C. */
export function unquotePath(printed: string): string {
  if (!printed.startsWith('"')) return printed;
  const bytes: Uint8Array[] = [];
  for (const [, octal, escaped, plain] of printed
    .slice(1, -1)
    .matchAll(/\\([0-3][0-7]{2})|\\(.)|([^\\]+)/gs)) {
    if (plain !== undefined) bytes.push(Buffer.from(plain));
    else
      bytes.push(
        Uint8Array.of(octal === undefined ? (ESCAPES[escaped ?? ''] ?? 0) : Number.parseInt(octal, 8)),
      );
  }
  return Buffer.concat(bytes).toString();
}
