import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Random } from '@oremill/runtime';
import type { Operation } from './record-files.ts';

export { type Operation, recordFiles } from './record-files.ts';

type FileChange = (
  | { readonly kind: 'write'; readonly bytes: Buffer; readonly position: number }
  | { readonly kind: 'truncate'; readonly bytes: number }
) & { readonly turn: number };

interface File {
  readonly kind: 'file';
  /** What a crash leaves for sure, and the changes since, each of which it may leave in part. */
  durable: Buffer;
  changes: FileChange[];
  turns: number;
}

interface OpenFile {
  readonly file: File;
  /** Changes of the file before it was opened. */
  readonly turnsBefore: number;
}

type Entries = Map<string, File | Folder>;

interface Folder {
  readonly kind: 'folder';
  /** What a running system sees. */
  readonly entries: Entries;
  durable: Entries;
  changes: { readonly act: (entries: Entries) => void; readonly turn: number }[];
}

/** What is left: bytes of a file, or the same of a folder by name. */
export type Remains = Buffer | { readonly [name: string]: Remains };

/**
 * The folder `root`, which held `initial`, after a power cut that followed these operations. Of changes of files that
 * were not synced some are lost, in part or in whole; those of a folder that was not synced are lost one by one. What a
 * failed sync covered is lost for good, although the running system saw it.
 */
export function crash(
  operations: readonly Operation[],
  root: string,
  random: Random,
  initial: Remains = {},
): Remains {
  if (Buffer.isBuffer(initial)) throw new Error(`${root} is no folder`);
  const top = readFolder(initial);
  const open = new Map<number, OpenFile>();
  let turn = 0;
  const findFolder = (path: string): Folder => {
    if (path === root) return top;
    const entry = findFolder(dirname(path)).entries.get(basename(path));
    if (entry?.kind !== 'folder') throw new Error(`${path} is no folder`);
    return entry;
  };
  const change = (path: string, act: (entries: Entries) => void): void => {
    const folder = findFolder(path);
    turn += 1;
    act(folder.entries);
    folder.changes.push({ act, turn });
  };
  const find = (path: string): File | Folder => {
    const entry = findFolder(dirname(path)).entries.get(basename(path));
    if (entry === undefined) throw new Error(`${path} is missing`);
    return entry;
  };
  for (const operation of operations) {
    switch (operation.kind) {
      case 'create': {
        const file = newFile(Buffer.alloc(0));
        open.set(operation.file, { file, turnsBefore: 0 });
        change(dirname(operation.path), (entries) => entries.set(basename(operation.path), file));
        break;
      }
      case 'append': {
        const file = find(operation.path);
        if (file.kind !== 'file') throw new Error(`${operation.path} is no file`);
        open.set(operation.file, { file, turnsBefore: file.turns });
        break;
      }
      case 'write':
      case 'truncate': {
        const { file } = open.get(operation.file) as OpenFile;
        file.turns += 1;
        file.changes.push({ ...operation, turn: file.turns });
        break;
      }
      case 'sync':
      case 'failedSync': {
        const { file, turnsBefore } = open.get(operation.file) as OpenFile;
        const lastTurn = turnsBefore + operation.changes;
        const covered = file.changes.filter((one) => one.turn <= lastTurn);
        file.durable =
          operation.kind === 'sync'
            ? covered.reduce(apply, file.durable)
            : survivors(file.durable, covered, random);
        file.changes = file.changes.filter((one) => one.turn > lastTurn);
        break;
      }
      case 'makeFolder': {
        const folder = newFolder();
        change(dirname(operation.path), (entries) => entries.set(basename(operation.path), folder));
        break;
      }
      case 'rename': {
        const entry = find(operation.source);
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
        for (const { act, turn } of folder.changes) if (turn <= operation.changes) act(folder.durable);
        folder.changes = folder.changes.filter(({ turn }) => turn > operation.changes);
      }
    }
  }
  return remainsOf(top, random);
}

function newFile(durable: Buffer): File {
  return { kind: 'file', durable, changes: [], turns: 0 };
}

function newFolder(entries: Entries = new Map()): Folder {
  return { kind: 'folder', entries, durable: new Map(entries), changes: [] };
}

function readFolder(remains: { readonly [name: string]: Remains }): Folder {
  const read = (child: Remains) => (Buffer.isBuffer(child) ? newFile(child) : readFolder(child));
  return newFolder(new Map(Object.entries(remains).map(([name, child]) => [name, read(child)])));
}

function apply(bytes: Buffer, change: FileChange): Buffer {
  const end = change.kind === 'write' ? change.position + change.bytes.length : change.bytes;
  const length = change.kind === 'write' ? Math.max(bytes.length, end) : end;
  const result = Buffer.alloc(length);
  bytes.copy(result);
  if (change.kind === 'write') change.bytes.copy(result, change.position);
  return result;
}

function remainsOf(entry: File | Folder, random: Random): Remains {
  if (entry.kind === 'file') return survivors(entry.durable, entry.changes, random);
  const entries = new Map(entry.durable);
  for (const { act } of entry.changes) if (random() < 0.5) act(entries);
  return Object.fromEntries([...entries].map(([name, child]) => [name, remainsOf(child, random)]));
}

/** Smaller than any disk's page, so that a few writes of a test are as many pages as a large file has. */
const PAGE_BYTES = 64;

/** Half of the times the changes up to some byte, else any pages of any of them, with zeros in between. */
function survivors(durable: Buffer, changes: readonly FileChange[], random: Random): Buffer {
  return random() < 0.5 ? firstBytes(durable, changes, random) : anyPages(durable, changes, random);
}

function firstBytes(durable: Buffer, changes: readonly FileChange[], random: Random): Buffer {
  const sizeOf = (change: FileChange): number => (change.kind === 'write' ? change.bytes.length : 1);
  const all = changes.reduce((sum, change) => sum + sizeOf(change), 0);
  let left = Math.floor(random() * (all + 1));
  let bytes = durable;
  for (const change of changes) {
    const size = sizeOf(change);
    if (left >= size) bytes = apply(bytes, change);
    else if (change.kind === 'write')
      return apply(bytes, { ...change, bytes: change.bytes.subarray(0, left) });
    else return bytes;
    left -= size;
  }
  return bytes;
}

function anyPages(durable: Buffer, changes: readonly FileChange[], random: Random): Buffer {
  const share = random();
  let bytes = durable;
  for (const change of changes) {
    if (change.kind === 'truncate') {
      if (random() < share) bytes = apply(bytes, change);
      continue;
    }
    for (let from = 0; from < change.bytes.length; ) {
      const position = change.position + from;
      const to = Math.min(change.bytes.length, from + PAGE_BYTES - (position % PAGE_BYTES));
      if (random() < share)
        bytes = apply(bytes, { ...change, position, bytes: change.bytes.subarray(from, to) });
      from = to;
    }
  }
  return bytes;
}

/** Makes the folder hold what the power cut left. */
export function restore(path: string, remains: Remains): void {
  if (Buffer.isBuffer(remains)) {
    writeFileSync(path, remains);
    return;
  }
  mkdirSync(path, { recursive: true });
  for (const [name, child] of Object.entries(remains)) restore(join(path, name), child);
}
