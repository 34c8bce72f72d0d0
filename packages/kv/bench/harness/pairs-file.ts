import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 4 * 1024 * 1024;
const TAB = 9;
const NEWLINE = 10;

/** Reads lines of a key, a tab and a value, as naively as can be. Both are views that hold until the next pair. */
export function readPairs(path: string, visit: (key: Buffer, value: Buffer) => void): void {
  const file = openSync(path, 'r');
  try {
    let chunk = Buffer.alloc(CHUNK_BYTES);
    let kept = 0;
    for (;;) {
      const read = readSync(file, chunk, kept, chunk.length - kept, null);
      if (read === 0) break;
      const end = kept + read;
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at >= 0 && at < end; at = chunk.indexOf(NEWLINE, from)) {
        const tab = chunk.indexOf(TAB, from);
        visit(chunk.subarray(from, tab), chunk.subarray(tab + 1, at));
        from = at + 1;
      }
      kept = end - from;
      if (kept === chunk.length) chunk = Buffer.concat([chunk, Buffer.alloc(chunk.length)]);
      else chunk.copyWithin(0, from, end);
    }
    if (kept > 0) throw new Error(`${path} does not end with a newline`);
  } finally {
    closeSync(file);
  }
}
