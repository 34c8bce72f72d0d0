import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Bytes } from '@oremill/types';
import { generateBookmarks } from '../../src/sample/bookmarks.ts';
import type { Sample } from '../harness/bench.ts';

const SEED = 1;

/** Bookmarks with one bad line in each thousand, and the same without the lines that are not JSON or not UTF-8. */
export function writeBookmarks(folder: string, bytes: Bytes): Sample {
  const sample = { input: join(folder, 'bookmarks.jsonl'), cleaned: join(folder, 'cleaned.jsonl') };
  const input = openSync(sample.input, 'w');
  const cleaned = openSync(sample.cleaned, 'w');
  // Chunks of the generator are whole lines.
  for (const chunk of generateBookmarks({ bytes, seed: SEED })) {
    writeSync(input, chunk);
    for (const [start, end] of readableRuns(chunk)) writeSync(cleaned, chunk, start, end - start);
  }
  closeSync(input);
  closeSync(cleaned);
  return sample;
}

/** Stretches of lines of which each is JSON. */
function* readableRuns(chunk: Buffer): Generator<[start: number, end: number]> {
  let runStart = 0;
  let lineStart = 0;
  while (lineStart < chunk.length) {
    const lineEnd = chunk.indexOf(NEWLINE, lineStart) + 1;
    if (!isReadable(chunk.subarray(lineStart, lineEnd))) {
      if (runStart < lineStart) yield [runStart, lineStart];
      runStart = lineEnd;
    }
    lineStart = lineEnd;
  }
  if (runStart < lineStart) yield [runStart, lineStart];
}

const NEWLINE = 10;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function isReadable(line: Uint8Array): boolean {
  try {
    JSON.parse(decoder.decode(line));
    return true;
  } catch {
    return false;
  }
}
