import { BufferedWriter } from '../files/buffered-writer.ts';
import type { Files } from '../files/disk-files.ts';
import type { SortedRun } from './sort-arena.ts';

/** Sorted pairs of one partition, a range of a spill: (key length, value length, key, value) again and again. */
export interface Segment {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

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
      segments.push({ path, start, end: writer.bytes });
    }
    writer.flush();
    return segments;
  } finally {
    file.close();
  }
}
