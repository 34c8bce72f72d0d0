import { BufferedWriter } from '../files/buffered-writer.ts';
import type { Files } from '../files/disk-files.ts';
import type { Segment } from './segment.ts';
import type { SortedRun } from './sort-arena.ts';

export type { Segment } from './segment.ts';

/** Writes a sorted run to a file; returns its segments, one for each partition. It need not survive a crash. */
export function writeSpill(run: SortedRun, path: string, files: Files, bufferBytes: number): Segment[] {
  const file = files.create(path);
  try {
    const writer = new BufferedWriter(file, bufferBytes);
    const { bytes, offsets, keyLengths, valueLengths } = run.arena;
    const segments: Segment[] = [];
    let at = 0;
    for (const end of run.ends) {
      const start = writer.bytes;
      for (; at < end; at += 1) {
        const entry = run.order[at] as number;
        const offset = offsets[entry] as number;
        const keyLength = keyLengths[entry] as number;
        const valueLength = valueLengths[entry] as number;
        writer.writeLength(keyLength);
        writer.writeLength(valueLength);
        writer.writeRange(bytes, offset, offset + keyLength + valueLength);
      }
      segments.push({ path, start, end: writer.bytes, pairs: 0, pairBytesMax: 0, blockBytes: 0 });
    }
    writer.flush();
    return segments;
  } finally {
    file.close();
  }
}
