const NEWLINE = 10;

/** How many lines these bytes hold; the last one may lack its newline. */
export function countLines(bytes: Buffer): number {
  let count = bytes.length > 0 && bytes.at(-1) !== NEWLINE ? 1 : 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
