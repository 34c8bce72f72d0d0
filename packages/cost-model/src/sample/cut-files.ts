import { type FileHandle, open } from 'node:fs/promises';
import { type CutOptions, tooLong } from './cut-blocks.ts';
import type { FileRange } from './file-range.ts';

const NEWLINE = 10;
const LOOK_BYTES = 16 * 1024;

/** Cuts files into ranges of whole lines, at the places that `chainContents` gives them. Throws SAMPLE_UNREADABLE. */
export async function* cutFiles(
  paths: readonly string[],
  options: CutOptions,
): AsyncGenerator<FileRange, void> {
  let offset = 0;
  for (const path of paths) {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      for (let start = 0; start < size; ) {
        const end = await lineEnd(file, { start, size, offset, options });
        yield { path, start, bytes: end - start, offset: offset + start };
        start = end;
      }
      // A last line without its newline is not joined with the next one's first.
      offset += size + ((await endsLine(file, size)) ? 0 : 1);
    } finally {
      await file.close();
    }
  }
}

interface Begun {
  readonly start: number;
  readonly size: number;
  readonly offset: number;
  readonly options: CutOptions;
}

/** Where the line ends that fills the block which begins at `start`. */
async function lineEnd(
  file: FileHandle,
  { start, size, offset, options: { name, blockBytes, lineBytesMax } }: Begun,
): Promise<number> {
  const looked = Buffer.alloc(LOOK_BYTES);
  for (let at = start + blockBytes - 1; at < size; ) {
    const { bytesRead } = await file.read(looked, 0, LOOK_BYTES, at);
    if (bytesRead === 0) break;
    const newline = looked.subarray(0, bytesRead).indexOf(NEWLINE);
    if (newline !== -1) return at + newline + 1;
    at += bytesRead;
    if (at - start > blockBytes + lineBytesMax) throw tooLong(name, offset + start, lineBytesMax);
  }
  return size;
}

async function endsLine(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return true;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === NEWLINE;
}
