import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { ContentDamaged, compressionOf, decompress, MAGIC_BYTES } from '@oremill/runtime/decompress';
import { isObjectUri, matchFiles, matchObjects, type Objects, readAhead } from '@oremill/runtime/objects';
import { AppError, costError } from '@oremill/types/errors';

/** Something to read lines from. */
export interface Content {
  /** For people. */
  readonly name: string;
  /** As it is stored; undefined of a stream. */
  readonly storedBytes: number | undefined;
  /** Of a file that is not compressed: it may be read in parts. */
  readonly path?: string | undefined;
  /** Decompressed where its first bytes say so. Throws SAMPLE_UNREADABLE. */
  read(signal?: AbortSignal): AsyncIterable<Buffer>;
}

const READ_BYTES = 1024 * 1024;

/** What `-`, a file, folder or glob, or `s3://bucket/key` stand for, sorted within each. Throws SAMPLE_MISSING. */
export async function openContents(inputs: readonly string[], objects: Objects): Promise<Content[]> {
  const contents: Content[] = [];
  for (const input of inputs) {
    const found = await openInput(input, objects);
    if (found.length === 0) {
      throw costError('SAMPLE_MISSING', `there is nothing at ${input}`, {
        hint: 'Name a file, a folder, a glob in quotes, s3://bucket/key, or - for stdin.',
      });
    }
    contents.push(...found);
  }
  return contents;
}

async function openInput(input: string, objects: Objects): Promise<Content[]> {
  if (input === '-') return [contentOf('stdin', undefined, () => process.stdin)];
  if (isObjectUri(input)) {
    const found = await matchObjects(input, objects);
    return found.map(({ uri, version, bytes }) =>
      contentOf(uri, bytes, (signal) =>
        readAhead(objects, { uri, version }, { start: 0, end: bytes }, { signal }),
      ),
    );
  }
  const files = await findFiles(input);
  return files.map(({ path, bytes, isPlain }) => ({
    ...contentOf(path, bytes, (signal) => createReadStream(path, { highWaterMark: READ_BYTES, signal })),
    ...(isPlain ? { path } : {}),
  }));
}

/** Something that is read as a stream of bytes, compressed or not. */
export function contentOf(
  name: string,
  storedBytes: number | undefined,
  open: (signal: AbortSignal | undefined) => AsyncIterable<Buffer>,
): Content {
  return {
    name,
    storedBytes,
    async *read(signal) {
      try {
        yield* decompress(open(signal));
      } catch (error) {
        signal?.throwIfAborted();
        throw asSampleError(name, error);
      }
    },
  };
}

/** What a fault of the world means to who wants to read content by this name. */
export function asSampleError(name: string, error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof ContentDamaged) {
    return costError(
      'SAMPLE_UNREADABLE',
      `${name} is damaged or cut off before byte ${error.bytesTaken} (${error.compression}: ${error.message})`,
      { hint: 'Get it once more.', cause: error },
    );
  }
  if (!(error instanceof Error && 'code' in error)) return error;
  return costError('SAMPLE_UNREADABLE', `cannot read ${name}: ${String(error.code)}`, {
    hint: 'Look at its permissions, and at the disk it is on.',
    cause: error,
  });
}

interface FoundFile {
  readonly path: string;
  readonly bytes: number;
  /** A file of a disk, whose content is what is stored. */
  readonly isPlain: boolean;
}

async function findFiles(input: string): Promise<FoundFile[]> {
  try {
    const found: FoundFile[] = [];
    // One at a time: a folder may have more files than a process may have open.
    for (const path of await matchFiles(input)) found.push(await lookAt(path));
    return found;
  } catch (error) {
    throw asSampleError(input, error);
  }
}

async function lookAt(path: string): Promise<FoundFile> {
  const found = await stat(path);
  const bytes = found.size;
  // What is no file, or a file of /proc, has no bytes before it is read; and reading a pipe takes them away.
  if (!found.isFile() || bytes === 0) return { path, bytes, isPlain: false };
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(MAGIC_BYTES), 0, MAGIC_BYTES, 0);
    return { path, bytes, isPlain: compressionOf(buffer) === undefined };
  } finally {
    await file.close();
  }
}
