import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Files } from '@oremill/runtime';
import type { AppendLog } from '../log/append-log.ts';
import type { LogFile } from '../log/log-file.ts';
import { RecordFileWriter } from '../log/record-file.ts';
import type { LiveTable } from './live-table.ts';
import { listLeftovers, replaceSnapshot, type Snapshot } from './snapshot-file.ts';

export interface WriteSnapshotOptions {
  readonly folder: string;
  readonly files: Files;
  readonly log: AppendLog;
  readonly table: LiveTable;
  readonly snapshot: Snapshot;
  /** Asked at each slice, since larger records may come meanwhile. */
  readonly recordBytesMax: () => number;
  readonly signal: AbortSignal;
  /** Begins the file of the log that comes behind the snapshot. */
  readonly beginFile: () => Promise<LogFile>;
}

export interface SnapshotReport {
  readonly entries: number;
  readonly bytes: number;
}

/** Copied between two turns of the event loop: well below a millisecond. */
const SLICE_BYTES = 64 * 1024;

/**
 * Writes all entries to a file while writes go on, and lets the log begin there. The log goes on in a new file first:
 * an entry may be copied before or after any operation of it, and operations state what is, so doing them all over the
 * copy gives the table as it was at the end of the log, provided that the log goes as far as the last slice has seen.
 */
export async function writeSnapshot(
  options: WriteSnapshotOptions,
): Promise<{ snapshot: Snapshot; report: SnapshotReport }> {
  const { folder, files, log, snapshot: before, beginFile } = options;
  const { number, start } = await beginFile();
  const records = `snapshot-${String(number).padStart(6, '0')}`;
  const report = await writeRecords(join(folder, records), before, options);
  await log.sync();
  const snapshot = { ...before, records, log: number, start, through: log.safe };
  await replaceSnapshot(folder, snapshot, files);
  for (const path of listLeftovers(folder, snapshot)) await files.removeLater(path);
  return { snapshot, report };
}

async function writeRecords(
  path: string,
  { id }: Snapshot,
  { files, table, recordBytesMax, signal }: WriteSnapshotOptions,
): Promise<SnapshotReport> {
  const writer = new RecordFileWriter(files, path, id);
  try {
    let slice = Buffer.allocUnsafeSlow(SLICE_BYTES);
    let entries = 0;
    for (let from: number | undefined = 0; from !== undefined; ) {
      if (slice.length < recordBytesMax()) slice = Buffer.allocUnsafeSlow(recordBytesMax());
      const copied = table.copyOrdered(from, slice);
      if (copied.bytes > 0) await writer.append(slice.subarray(0, copied.bytes));
      else if (copied.next !== undefined) slice = Buffer.allocUnsafeSlow(slice.length * 2);
      entries += copied.count;
      from = copied.next;
      await nextTurn();
      signal.throwIfAborted();
    }
    return { entries, bytes: await writer.finish() };
  } catch (error) {
    writer.discard();
    throw error;
  }
}
