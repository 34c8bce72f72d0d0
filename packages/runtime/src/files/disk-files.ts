import {
  closeSync,
  fdatasync,
  fstatSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  open,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { syncFolder } from './atomic.ts';

export interface WritableFile {
  /** At its end. */
  write(bytes: Uint8Array): void;
  /** What was written survives a power cut; the file's name does only after `syncFolder`. */
  sync(): void;
  close(): void;
}

/** A file of a process that serves meanwhile. */
export interface DataFile extends WritableFile {
  /** Its length. */
  readonly bytes: number;
  writeAt(bytes: Uint8Array, position: number): void;
  truncate(bytes: number): void;
  /** As `sync`, off this thread; of what is written meanwhile it promises nothing. After a failure, what it covered may never reach the disk, although it can be read and another sync succeeds. */
  datasync(): Promise<void>;
}

/** The file operations that durability is made of: what a crash can tear, so that a test can tear it. */
export interface Files {
  create(path: string): DataFile;
  /** Opens a file that is there, to write on. */
  append(path: string): DataFile;
  makeFolder(path: string): void;
  rename(source: string, target: string): void;
  /** Removes a file, or a folder with all that is in it; what is missing is removed already. */
  remove(path: string): void;
  /** As `remove`, off this thread: to unlink a large file takes a while. */
  removeLater(path: string): Promise<void>;
  syncFolder(path: string): void;
  syncFolderLater(path: string): Promise<void>;
}

/** Gives an error of the system the words of an engine; of a rename, the path is the target's. */
export type TranslateFileError = (path: string, error: unknown) => unknown;

export function filesOnDisk(translate: TranslateFileError = (_path, error) => error): Files {
  const guard = <Result>(path: string, act: () => Result): Result => {
    try {
      return act();
    } catch (error) {
      throw translate(path, error);
    }
  };
  const guardLater = (path: string, act: Promise<void>): Promise<void> =>
    act.catch((error: unknown) => {
      throw translate(path, error);
    });
  const openFile = (path: string, flags: 'w' | 'r+'): DataFile => {
    const file = guard(path, () => openSync(path, flags));
    let end = guard(path, () => fstatSync(file).size);
    const writeAt = (bytes: Uint8Array, position: number): void => {
      guard(path, () => writeAll(file, bytes, position));
      end = Math.max(end, position + bytes.length);
    };
    return {
      get bytes() {
        return end;
      },
      write: (bytes) => writeAt(bytes, end),
      writeAt,
      truncate(bytes) {
        guard(path, () => ftruncateSync(file, bytes));
        end = bytes;
      },
      sync: () => guard(path, () => fsyncSync(file)),
      datasync: () => guardLater(path, fdatasyncLater(file)),
      close: () => closeSync(file),
    };
  };
  return {
    create: (path) => openFile(path, 'w'),
    append: (path) => openFile(path, 'r+'),
    makeFolder: (path) => guard(path, () => mkdirSync(path)),
    rename: (source, target) => guard(target, () => renameSync(source, target)),
    remove: (path) => rmSync(path, { recursive: true, force: true }),
    removeLater: (path) => rm(path, { recursive: true, force: true }),
    syncFolder: (path) => guard(path, () => syncFolder(path)),
    syncFolderLater: (path) => guardLater(path, syncFolderOffThread(path)),
  };
}

function writeAll(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(file, bytes, done, bytes.length - done, position + done);
  }
}

const fdatasyncLater = promisify(fdatasync);
const fsyncLater = promisify(fsync);
const openLater = promisify(open);

async function syncFolderOffThread(path: string): Promise<void> {
  const folder = await openLater(path, 'r');
  try {
    await fsyncLater(folder);
  } finally {
    closeSync(folder);
  }
}
