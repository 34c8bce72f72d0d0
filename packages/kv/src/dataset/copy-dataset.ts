import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Files } from '@oremill/runtime';
import type { AppendLog } from '../log/append-log.ts';
import { logPath } from '../log/log-file.ts';
import { replaceSnapshot, type Snapshot } from './snapshot-file.ts';

export interface CopyOptions {
  readonly folder: string;
  readonly files: Files;
  readonly log: AppendLog;
  readonly snapshot: Snapshot;
  readonly signal: AbortSignal;
}

const PIECE_BYTES = 1024 * 1024;
const UNSYNCED_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Copies a dataset as it is now into an empty folder, where it can be opened: its snapshot, and its log up to where that
 * ends now, which does not change any more. `snapshot.json` comes last: without it the copy is not taken for one.
 */
export async function copyDataset(
  target: string,
  { folder, files, log, snapshot, signal }: CopyOptions,
): Promise<void> {
  await log.sync();
  const { number, start, path: last } = log.place;
  const lastBytes = log.end - start;
  const paths = snapshot.records === undefined ? [] : [join(folder, snapshot.records)];
  for (let file = snapshot.log; file < number; file += 1) paths.push(logPath(folder, file));
  const copy = (path: string, bytes?: number) =>
    copyFile({ source: path, target: path.replace(folder, target), bytes, files, signal });
  for (const path of paths) await copy(path);
  await copy(last, lastBytes);
  await files.syncFolderLater(target);
  await replaceSnapshot(target, snapshot, files);
}

interface CopyFile {
  readonly source: string;
  readonly target: string;
  /** From its beginning; all of it unless given. */
  readonly bytes: number | undefined;
  readonly files: Files;
  readonly signal: AbortSignal;
}

async function copyFile({ source, target, bytes, files, signal }: CopyFile): Promise<void> {
  const file = files.create(target);
  try {
    let unsyncedBytes = 0;
    const range = bytes === undefined ? {} : { end: bytes - 1 };
    for await (const piece of createReadStream(source, { highWaterMark: PIECE_BYTES, signal, ...range })) {
      file.write(piece as Buffer);
      unsyncedBytes += (piece as Buffer).length;
      if (unsyncedBytes < UNSYNCED_BYTES_MAX) continue;
      unsyncedBytes = 0;
      await file.datasync();
    }
    await file.datasync();
  } finally {
    file.close();
  }
}
