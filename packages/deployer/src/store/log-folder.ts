import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { zstdDecompress, zstdDecompressSync } from 'node:zlib';

/** Which log: of one attempt of one step of a run. */
export interface LogName {
  readonly runId: string;
  readonly step: string;
  readonly attempt: number;
}

/**
 * A part of a log. Its name tells its first line, so that the folder is the index: `000000012000.log` while it is
 * written, `.log.zst` when it is whole.
 */
export interface Chunk {
  readonly path: string;
  readonly firstLine: number;
  readonly isPacked: boolean;
}

const DIGITS = 12;

const NAME_CHARS_MAX = 120;

/** Names of steps have characters that names of files do not have on every system, and cells of a matrix are long. */
export function logFolder(folder: string, { runId, step, attempt }: LogName): string {
  const name = encodeURIComponent(step);
  const short =
    name.length <= NAME_CHARS_MAX
      ? name
      : name.slice(0, 40) + createHash('sha256').update(step).digest('hex');
  return join(folder, basename(runId), `${short}.${attempt}`);
}

export function chunkPath(folder: string, firstLine: number): string {
  return join(folder, `${String(firstLine).padStart(DIGITS, '0')}.log`);
}

/** In the order of their lines; one that was about to be packed when its engine was killed counts once. */
export function listChunks(folder: string): Chunk[] {
  if (!existsSync(folder)) return [];
  const chunks = new Map<number, Chunk>();
  // Sorted, the packed one of two comes last.
  for (const name of readdirSync(folder).sort()) {
    const [, digits, packed] = /^(\d+)\.log(\.zst)?$/.exec(name) ?? [];
    if (digits === undefined) continue;
    chunks.set(Number(digits), {
      path: join(folder, name),
      firstLine: Number(digits),
      isPacked: packed !== undefined,
    });
  }
  return [...chunks.values()].sort((one, other) => one.firstLine - other.firstLine);
}

export function readChunkSync({ isPacked, path }: Chunk): string {
  const bytes = readFileSync(path);
  return (isPacked ? zstdDecompressSync(bytes) : bytes).toString('utf8');
}

/** Nothing, where it was packed meanwhile: its folder is then to be listed again. */
export async function readChunk({ isPacked, path }: Chunk): Promise<string | undefined> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (bytes === undefined) return undefined;
  return (isPacked ? await promisify(zstdDecompress)(bytes) : bytes).toString('utf8');
}
