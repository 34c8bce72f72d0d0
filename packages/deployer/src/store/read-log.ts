import type { LogLine } from '@oremill/types';
import { listChunks, readChunk } from './log-folder.ts';
import { fromRecord, recordsOf } from './log-records.ts';

export interface ReadLogOptions {
  /** The first line that is wanted. */
  readonly from?: number;
  /** At most so many lines. */
  readonly count?: number;
  /** Only lines with this text in them, whatever their case. */
  readonly search?: string;
}

const COUNT_MAX = 1_000_000_000;

/** Lines of a log, in order. One chunk is in memory at a time, and none before the first line is looked at. */
export async function* readLog(
  folder: string,
  { count = COUNT_MAX, from = 0, search = '' }: ReadLogOptions = {},
): AsyncGenerator<LogLine> {
  const wanted = search.toLowerCase();
  let next = from;
  let left = count;
  while (left > 0) {
    const read = await readChunkOf(folder, next);
    if (read === undefined) return;
    for (const [index, record] of read.records.entries()) {
      const line = read.firstLine + index;
      if (line < next) continue;
      next = line + 1;
      if (wanted !== '' && !record.toLowerCase().includes(wanted)) continue;
      const found = fromRecord(record, line);
      // The record has the time and the stream in it too.
      if (wanted !== '' && !found.text.toLowerCase().includes(wanted)) continue;
      yield found;
      left -= 1;
      if (left === 0) return;
    }
    if (read.isLast) return;
    next = Math.max(next, read.firstLine + read.records.length);
  }
}

/** The chunk that has a line. */
async function readChunkOf(folder: string, line: number) {
  // It may be packed between the look at the folder and the read: once.
  for (let tries = 0; tries < 3; tries += 1) {
    const chunks = listChunks(folder);
    const index = chunks.findLastIndex(({ firstLine }) => firstLine <= line);
    const chunk = chunks[index];
    if (chunk === undefined) return undefined;
    const content = await readChunk(chunk);
    if (content === undefined) continue;
    return { firstLine: chunk.firstLine, records: recordsOf(content), isLast: index === chunks.length - 1 };
  }
  // It was removed.
  return undefined;
}
