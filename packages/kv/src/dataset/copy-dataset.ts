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
 * Copies a dataset as it is now into an empty folder, where it can be opened. Its log goes on in a new file first, so
 * nothing that is copied changes meanwhile. `snapshot.json` comes last: without it the copy is not taken for one.
 */
export async function copyDataset(
  target: string,
  { folder, files, log, snapshot, signal }: CopyOptions,
): Promise<void> {
  const { number } = await log.rotate();
  const paths = snapshot.records === undefined ? [] : [join(folder, snapshot.records)];
  for (let file = snapshot.log; file < number; file += 1) paths.push(logPath(folder, file));
  for (const path of paths) await copyFile(path, path.replace(folder, target), files, signal);
  await files.syncFolderLater(target);
  await replaceSnapshot(target, snapshot, files);
}

async function copyFile(source: string, target: string, files: Files, signal: AbortSignal): Promise<void> {
  const file = files.create(target);
  try {
    let unsyncedBytes = 0;
    for await (const piece of createReadStream(source, { highWaterMark: PIECE_BYTES, signal })) {
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
