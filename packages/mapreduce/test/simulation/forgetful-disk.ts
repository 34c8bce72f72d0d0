import { basename, dirname } from 'node:path';
import type { Random } from '@oremill/runtime';
import type { Files } from '../../src/files/disk-files.ts';

/** What was asked of a disk, in order. */
export type Operation =
  | { readonly kind: 'create'; readonly path: string; readonly file: number }
  | { readonly kind: 'write'; readonly file: number; readonly bytes: Buffer }
  | { readonly kind: 'sync'; readonly file: number }
  | { readonly kind: 'makeFolder'; readonly path: string }
  | { readonly kind: 'rename'; readonly source: string; readonly target: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'syncFolder'; readonly path: string };

/** Does everything on the disk behind it and writes down what was done. */
export function recordFiles(disk: Files): { files: Files; operations: Operation[] } {
  const operations: Operation[] = [];
  let created = 0;
  const files: Files = {
    create(path) {
      const target = disk.create(path);
      const file = created++;
      operations.push({ kind: 'create', path, file });
      return {
        write(bytes) {
          operations.push({ kind: 'write', file, bytes: Buffer.from(bytes) });
          target.write(bytes);
        },
        sync() {
          operations.push({ kind: 'sync', file });
          target.sync();
        },
        close: () => target.close(),
      };
    },
    makeFolder(path) {
      disk.makeFolder(path);
      operations.push({ kind: 'makeFolder', path });
    },
    rename(source, target) {
      disk.rename(source, target);
      operations.push({ kind: 'rename', source, target });
    },
    remove(path) {
      disk.remove(path);
      operations.push({ kind: 'remove', path });
    },
    syncFolder(path) {
      disk.syncFolder(path);
      operations.push({ kind: 'syncFolder', path });
    },
  };
  return { files, operations };
}

interface File {
  readonly kind: 'file';
  bytes: Buffer;
  syncedBytes: number;
}

interface Folder {
  readonly kind: 'folder';
  /** What a running system sees. */
  readonly entries: Map<string, File | Folder>;
  /** What a crash leaves for sure, and the changes since, each of which it may leave or lose. */
  durable: Map<string, File | Folder>;
  changes: ((entries: Map<string, File | Folder>) => void)[];
}

/** What is left: bytes of a file, or the same of a folder by name. */
export type Remains = Buffer | { readonly [name: string]: Remains };

/**
 * The folder `root` after a power cut that followed these operations: bytes that were not synced are lost from some
 * byte on, and changes of a folder that was not synced are lost one by one.
 */
export function crash(operations: readonly Operation[], root: string, random: Random): Remains {
  const top = newFolder();
  const files = new Map<number, File>();
  const findFolder = (path: string): Folder => {
    if (path === root) return top;
    const entry = findFolder(dirname(path)).entries.get(basename(path));
    if (entry?.kind !== 'folder') throw new Error(`${path} is no folder`);
    return entry;
  };
  const change = (path: string, act: (entries: Map<string, File | Folder>) => void): void => {
    const folder = findFolder(path);
    act(folder.entries);
    folder.changes.push(act);
  };
  for (const operation of operations) {
    switch (operation.kind) {
      case 'create': {
        const file: File = { kind: 'file', bytes: Buffer.alloc(0), syncedBytes: 0 };
        files.set(operation.file, file);
        change(dirname(operation.path), (entries) => entries.set(basename(operation.path), file));
        break;
      }
      case 'write': {
        const file = files.get(operation.file) as File;
        file.bytes = Buffer.concat([file.bytes, operation.bytes]);
        break;
      }
      case 'sync': {
        const file = files.get(operation.file) as File;
        file.syncedBytes = file.bytes.length;
        break;
      }
      case 'makeFolder': {
        const folder = newFolder();
        change(dirname(operation.path), (entries) => entries.set(basename(operation.path), folder));
        break;
      }
      case 'rename': {
        const entry = findFolder(dirname(operation.source)).entries.get(basename(operation.source));
        if (entry === undefined) throw new Error(`${operation.source} is missing`);
        change(dirname(operation.target), (entries) => {
          entries.delete(basename(operation.source));
          entries.set(basename(operation.target), entry);
        });
        break;
      }
      case 'remove':
        change(dirname(operation.path), (entries) => entries.delete(basename(operation.path)));
        break;
      case 'syncFolder': {
        const folder = findFolder(operation.path);
        folder.durable = new Map(folder.entries);
        folder.changes = [];
      }
    }
  }
  return remainsOf(top, random);
}

function newFolder(): Folder {
  return { kind: 'folder', entries: new Map(), durable: new Map(), changes: [] };
}

function remainsOf(entry: File | Folder, random: Random): Remains {
  if (entry.kind === 'file') {
    const unsynced = entry.bytes.length - entry.syncedBytes;
    return entry.bytes.subarray(0, entry.syncedBytes + Math.floor(random() * (unsynced + 1)));
  }
  const entries = new Map(entry.durable);
  for (const act of entry.changes) if (random() < 0.5) act(entries);
  return Object.fromEntries([...entries].map(([name, child]) => [name, remainsOf(child, random)]));
}
