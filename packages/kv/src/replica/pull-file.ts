import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Files } from '@oremill/runtime';
import { PieceDamaged } from './leader-client.ts';

export interface PullFile {
  readonly path: string;
  /** Of the whole file. */
  readonly bytes: number;
  readonly files: Files;
  /** A piece of it from there on. */
  readonly read: (offset: number) => Promise<Buffer>;
  /** Is told how much of it is there. */
  readonly onProgress: (bytes: number) => void;
}

const UNSYNCED_BYTES_MAX = 16 * 1024 * 1024;

/** Pulls a file in pieces, from where an earlier try ended. It is on the disk then. */
export async function pullFile({ path, bytes, files, read, onProgress }: PullFile): Promise<void> {
  const isBegun = existsSync(path);
  const file = isBegun ? files.append(path) : files.create(path);
  try {
    if (file.bytes > bytes) file.truncate(0);
    let unsyncedBytes = 0;
    while (file.bytes < bytes) {
      const piece = await read(file.bytes);
      if (piece.length === 0 || piece.length > bytes - file.bytes) {
        throw new PieceDamaged('the leader’s file is shorter or longer than it said');
      }
      file.write(piece);
      onProgress(file.bytes);
      unsyncedBytes += piece.length;
      if (unsyncedBytes < UNSYNCED_BYTES_MAX) continue;
      unsyncedBytes = 0;
      await file.datasync();
    }
    await file.datasync();
  } finally {
    file.close();
  }
  await files.syncFolderLater(dirname(path));
}
