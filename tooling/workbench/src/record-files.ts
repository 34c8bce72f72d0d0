import type { DataFile, Files } from '@oremill/runtime';

/** What was asked of a disk, in order. */
export type Operation =
  | { readonly kind: 'create' | 'append'; readonly path: string; readonly file: number }
  | { readonly kind: 'write'; readonly file: number; readonly bytes: Buffer; readonly position: number }
  | { readonly kind: 'truncate'; readonly file: number; readonly bytes: number }
  /** Covers the first so many writes and truncations of the file: not those that ran beside it. */
  | { readonly kind: 'sync' | 'failedSync'; readonly file: number; readonly changes: number }
  | { readonly kind: 'makeFolder'; readonly path: string }
  | { readonly kind: 'rename'; readonly source: string; readonly target: string }
  | { readonly kind: 'remove'; readonly path: string }
  /** Covers the first so many changes of folders, of all together. */
  | { readonly kind: 'syncFolder'; readonly path: string; readonly changes: number };

/** Does everything on the disk behind it and writes down what was done. */
export function recordFiles(disk: Files): { files: Files; operations: Operation[] } {
  const operations: Operation[] = [];
  let opened = 0;
  let changes = 0;
  const change = (operation: Operation): void => {
    changes += 1;
    operations.push(operation);
  };
  const files: Files = {
    create(path) {
      const target = disk.create(path);
      const file = opened++;
      change({ kind: 'create', path, file });
      return recordFile(target, file, operations);
    },
    append(path) {
      const target = disk.append(path);
      const file = opened++;
      operations.push({ kind: 'append', path, file });
      return recordFile(target, file, operations);
    },
    makeFolder(path) {
      disk.makeFolder(path);
      change({ kind: 'makeFolder', path });
    },
    rename(source, target) {
      disk.rename(source, target);
      change({ kind: 'rename', source, target });
    },
    remove(path) {
      disk.remove(path);
      change({ kind: 'remove', path });
    },
    async removeLater(path) {
      change({ kind: 'remove', path });
      await disk.removeLater(path);
    },
    syncFolder(path) {
      disk.syncFolder(path);
      operations.push({ kind: 'syncFolder', path, changes });
    },
    async syncFolderLater(path) {
      const covered = changes;
      await disk.syncFolderLater(path);
      operations.push({ kind: 'syncFolder', path, changes: covered });
    },
  };
  return { files, operations };
}

function recordFile(target: DataFile, file: number, operations: Operation[]): DataFile {
  let changes = 0;
  const change = (operation: Operation): void => {
    changes += 1;
    operations.push(operation);
  };
  const writeAt = (bytes: Uint8Array, position: number): void => {
    change({ kind: 'write', file, bytes: Buffer.from(bytes), position });
    target.writeAt(bytes, position);
  };
  return {
    get bytes() {
      return target.bytes;
    },
    write: (bytes) => writeAt(bytes, target.bytes),
    writeAt,
    truncate(bytes) {
      change({ kind: 'truncate', file, bytes });
      target.truncate(bytes);
    },
    sync() {
      target.sync();
      operations.push({ kind: 'sync', file, changes });
    },
    async datasync() {
      const covered = changes;
      try {
        await target.datasync();
      } catch (error) {
        operations.push({ kind: 'failedSync', file, changes: covered });
        throw error;
      }
      operations.push({ kind: 'sync', file, changes: covered });
    },
    close: () => target.close(),
  };
}
