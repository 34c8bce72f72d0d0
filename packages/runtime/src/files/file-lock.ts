import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { makePrivateFolder } from './atomic.ts';

export interface FileLock {
  release(): void;
}

/**
 * Takes an exclusive lock that the kernel drops when this process ends, however it ends: no stale lock files, no
 * guessing whether a pid is alive. SQLite is the only part of Node's standard library that holds one (fcntl, or
 * LockFileEx on Windows). Returns undefined when another process, or this one, holds it for `waitMs`.
 */
export async function acquireFileLock(path: string, waitMs = 0): Promise<FileLock | undefined> {
  makePrivateFolder(dirname(path));
  const deadlineMs = performance.now() + waitMs;
  for (;;) {
    const lock = tryLock(path);
    if (lock) return lock;
    if (performance.now() >= deadlineMs) return undefined;
    await sleep(50);
  }
}

function tryLock(path: string): FileLock | undefined {
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
