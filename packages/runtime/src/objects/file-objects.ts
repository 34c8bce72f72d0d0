import { randomBytes } from 'node:crypto';
import { type BigIntStats, createReadStream } from 'node:fs';
import { type FileHandle, link, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { type AppError, platformError } from '@oremill/types/errors';
import { syncFolder } from '../files/atomic.ts';
import { isDiskFull } from '../files/disk-full.ts';
import { objectChanged, objectExists } from './conflicts.ts';
import type { ListOptions, Objects, StoredObject } from './objects.ts';
import { resolveRange } from './range.ts';
import { joinUri, parseObjectUri, parseUri } from './uri.ts';

/** Objects that are files. */
export const fileObjects: Objects = {
  async *list(uri, { isShallow = false, startsWith = '' } = {}) {
    yield* listFolder(uri, pathOf(uri, parseUri), { isShallow, startsWith });
  },

  stat: (uri) => statFile(uri, pathOf(uri)),

  async read(uri, range, { version, signal } = {}) {
    const path = pathOf(uri);
    // Before it is opened: opening a pipe would wait for a writer.
    const object = await statFile(uri, path);
    if (version !== undefined && object.version !== version) throw objectChanged(uri);
    const { start, end } = resolveRange(object, range ?? { start: 0 });
    if (start === end) return Readable.from([], { objectMode: false });
    try {
      const file = await open(path, 'r');
      return createReadStream('', { fd: file, start, end: end - 1, highWaterMark: READ_BYTES, signal });
    } catch (error) {
      throw explain(error, uri, 'OBJECT_UNREADABLE');
    }
  },

  async publish(uri, source, { isNew = false } = {}) {
    const path = resolve(pathOf(uri));
    const folder = dirname(path);
    const firstMade = await mkdir(folder, { recursive: true }).catch((error: unknown) => {
      throw explain(error, uri, 'OBJECT_UNWRITABLE');
    });
    const temporary = join(folder, `${TEMPORARY_PREFIX}${randomBytes(8).toString('hex')}`);
    try {
      await writeDurably(temporary, source, uri);
      await place(temporary, path, isNew).catch((error: unknown) => {
        throw isNew && codeOf(error) === 'EEXIST'
          ? objectExists(uri)
          : explain(error, uri, 'OBJECT_UNWRITABLE');
      });
    } catch (error) {
      await rm(temporary, { force: true });
      await removeMade(folder, firstMade);
      throw error;
    }
    for (const changed of foldersBetween(folder, firstMade)) syncFolder(changed);
  },

  async remove(uri) {
    const path = pathOf(uri);
    try {
      await rm(path);
      syncFolder(dirname(resolve(path)));
    } catch (error) {
      if (!isMissing(error)) throw explain(error, uri, 'OBJECT_UNWRITABLE');
    }
  },
};

/** What is being written, and what a kill leaves of it; no listing shows it. */
const TEMPORARY_PREFIX = '.oremill-publish-';

const READ_BYTES = 256 * 1024;

/** A second name is refused where there is one already, which a rename would replace. */
async function place(temporary: string, path: string, isNew: boolean): Promise<void> {
  if (!isNew) return rename(temporary, path);
  await link(temporary, path);
  await rm(temporary);
}

function pathOf(uri: string, parse = parseObjectUri): string {
  const location = parse(uri);
  if (location.kind !== 'file') throw new TypeError(`${uri} is not a file`);
  return location.path;
}

async function* listFolder(
  uri: string,
  path: string,
  { isShallow, startsWith }: Required<ListOptions>,
): AsyncGenerator<StoredObject> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw explain(error, uri, 'OBJECT_UNREADABLE');
  });
  for (const entry of entries) {
    if (entry.name.startsWith(TEMPORARY_PREFIX)) continue;
    const child = joinUri(uri, entry.name);
    const below = `${entry.name}/`;
    if (entry.isDirectory() && !isShallow && (startsWith.startsWith(below) || below.startsWith(startsWith))) {
      const rest = startsWith.slice(below.length);
      yield* listFolder(child, join(path, entry.name), { isShallow, startsWith: rest });
    }
    // Links are not followed: they lead out of the folder, or round in it.
    if (entry.isFile() && entry.name.startsWith(startsWith)) yield statFile(child, join(path, entry.name));
  }
}

async function statFile(uri: string, path: string): Promise<StoredObject> {
  const stats = await stat(path, { bigint: true }).catch((error: unknown) => {
    throw explain(error, uri, 'OBJECT_UNREADABLE');
  });
  if (!stats.isFile()) {
    const kind = stats.isDirectory() ? 'a folder' : 'not a file';
    throw platformError('OBJECT_UNREADABLE', `${uri} is ${kind}`, { hint: 'Name a file.' });
  }
  return { uri, bytes: Number(stats.size), modifiedAt: stats.mtime, version: versionOf(stats) };
}

function versionOf({ ino, size, mtimeNs }: BigIntStats): string {
  return `${ino}-${size}-${mtimeNs}`;
}

/** Errors of the source pass as they are; those of the disk say what could not be written. */
async function writeDurably(path: string, source: Readable | Uint8Array, uri: string): Promise<void> {
  const attempt = async <Result>(action: Promise<Result>): Promise<Result> => {
    try {
      return await action;
    } catch (error) {
      throw explain(error, uri, 'OBJECT_UNWRITABLE');
    }
  };
  const file: FileHandle = await attempt(open(path, 'wx'));
  try {
    const chunks: AsyncIterable<unknown> | Uint8Array[] = source instanceof Uint8Array ? [source] : source;
    for await (const chunk of chunks) {
      const bytes = chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
      await attempt(file.writeFile(bytes));
    }
    await attempt(file.sync());
  } finally {
    await file.close();
  }
}

/** The folders whose entries changed: that of the object, and those above it that were made with it. */
function foldersBetween(folder: string, firstMade: string | undefined): string[] {
  const folders = [folder];
  for (let made = folder; firstMade && made.length >= firstMade.length; made = dirname(made)) {
    folders.push(dirname(made));
  }
  return folders;
}

async function removeMade(folder: string, firstMade: string | undefined): Promise<void> {
  for (let made = folder; firstMade && made.length >= firstMade.length; made = dirname(made)) {
    try {
      await rmdir(made);
    } catch {
      // Somebody else has put something there: it is theirs now.
      return;
    }
  }
}

function explain(error: unknown, uri: string, code: 'OBJECT_UNREADABLE' | 'OBJECT_UNWRITABLE'): AppError {
  const reason = codeOf(error);
  if (code === 'OBJECT_UNREADABLE' && isMissing(error)) {
    return platformError('OBJECT_MISSING', `there is no ${uri}`, { hint: 'Check the path.', cause: error });
  }
  if (isDiskFull(error)) {
    return platformError('DISK_FULL', `no space left to write ${uri}`, {
      hint: 'Free some space, or write to another disk.',
      cause: error,
    });
  }
  const verb = code === 'OBJECT_UNREADABLE' ? 'read' : 'write';
  return platformError(code, `cannot ${verb} ${uri}: ${reason ?? String(error)}`, {
    hint: 'Check its permissions, and those of the folders above it.',
    cause: error,
  });
}

/** A file where a folder was expected holds nothing of that name either. */
function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
