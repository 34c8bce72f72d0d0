import { closeSync, openSync, writeSync } from 'node:fs';

export interface PairsFile {
  readonly path: string;
  readonly pairs: number;
  readonly bytes: number;
}

const CHUNK_BYTES = 1024 * 1024;

/** Writes lines, without their newlines, to a new file. All of them have to be ASCII. */
export function writePairs(path: string, lines: Iterable<string>): PairsFile {
  const file = openSync(path, 'w');
  let pairs = 0;
  let bytes = 0;
  let chunk = '';
  try {
    for (const line of lines) {
      chunk += `${line}\n`;
      pairs += 1;
      if (chunk.length < CHUNK_BYTES) continue;
      bytes += writeSync(file, chunk, undefined, 'latin1');
      chunk = '';
    }
    bytes += writeSync(file, chunk, undefined, 'latin1');
  } finally {
    closeSync(file);
  }
  return { path, pairs, bytes };
}
