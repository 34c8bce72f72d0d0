import { closeSync, openSync, writeSync } from 'node:fs';
import { generateTweets } from '@oremill/workbench/tweets';

const BUFFER_BYTES = 4 * 1024 * 1024;
const NEWLINE = Buffer.from('\n');

/** Writes made-up posts, about 2.5 KB each, until there are so many bytes; how many there are. */
export function writePosts(path: string, bytes: number): number {
  const file = openSync(path, 'w');
  let written = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  const flush = () => {
    written += writeSync(file, Buffer.concat(held));
    held = [];
    heldBytes = 0;
  };
  for (const { value } of generateTweets({ count: Number.MAX_SAFE_INTEGER, seed: 20_121_123 })) {
    held.push(value, NEWLINE);
    heldBytes += value.length + 1;
    if (heldBytes >= BUFFER_BYTES) flush();
    if (written + heldBytes >= bytes) break;
  }
  flush();
  closeSync(file);
  return written;
}
