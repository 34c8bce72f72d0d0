import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, readdir, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { isDiskFull } from '@oremill/runtime';
import { deployerError } from '@oremill/types';
import { packTar, unpackTar } from 'modern-tar/fs';

export interface Packed {
  /** sha256 of the archive before it is compressed. */
  readonly digest: string;
  /** As it is stored. */
  readonly bytes: number;
  readonly files: number;
}

export interface PackOptions {
  /** Resolved; paths are below it. */
  readonly root: string;
  /** Files, and folders with all that is in them. */
  readonly paths: readonly string[];
  /** Of the archive before it is compressed. */
  readonly bytesMax: number;
  /** Of the same files the archive is then the same, byte by byte. */
  readonly isTimeless: boolean;
}

/** Packs files into an archive, which is there as a whole or not at all. Links that lead out of the root are left out. */
export async function packArchive(
  target: string,
  { bytesMax, isTimeless, paths, root }: PackOptions,
): Promise<Packed> {
  const files = await listFiles(root, paths);
  const sources = files.map((path) => ({ type: 'file' as const, source: join(root, path), target: path }));
  // Who made them, and when, is of the machine, not of the content.
  const nobody = { uid: 0, gid: 0, uname: '', gname: '', ...(isTimeless ? { mtime: new Date(0) } : {}) };
  const hash = createHash('sha256');
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      if (bytes <= bytesMax) done(null, chunk);
      else
        done(
          deployerError('QUOTA_REACHED', `${paths[0]} and what is with it is larger than ${bytesMax} bytes`),
        );
    },
  });
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const temporary = `${target}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
  try {
    const tar = packTar(sources, {
      map: (header) => ({ ...header, ...nobody, mode: (header.mode ?? 0) & 0o111 ? 0o755 : 0o644 }),
    });
    await pipeline(
      tar,
      count,
      createZstdCompress(),
      createWriteStream(temporary, { mode: 0o600, flush: true }),
    );
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw isDiskFull(error) ? deployerError('QUOTA_REACHED', 'the disk is full', { cause: error }) : error;
  }
  return { digest: hash.digest('hex'), bytes: (await stat(target)).size, files: files.length };
}

/** Unpacks into a folder; nothing gets out of it. */
export async function unpackArchive(path: string, root: string): Promise<void> {
  await pipeline(createReadStream(path), createZstdDecompress(), unpackTar(root));
}

/** Files and links that stay below the root, sorted by their bytes. */
export async function listFiles(root: string, paths: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  const visit = async (path: string): Promise<void> => {
    const full = join(root, path);
    const status = await lstat(full).catch(() => undefined);
    if (status === undefined) return;
    if (status.isDirectory()) for (const name of await readdir(full)) await visit(join(path, name));
    else if (status.isFile()) found.add(path);
    else if (status.isSymbolicLink() && (await leadsInside(root, full))) found.add(path);
  };
  for (const path of paths) {
    const parent = await realpath(dirname(join(root, path))).catch(() => undefined);
    if (parent !== undefined && isInside(root, parent)) await visit(path);
  }
  return [...found].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}

async function leadsInside(root: string, link: string): Promise<boolean> {
  const target = await readlink(link);
  return !target.startsWith('/') && isInside(root, resolve(dirname(link), target));
}

/** Whether a path is the root, or below it; both resolved. */
export function isInside(root: string, path: string): boolean {
  return `${path}/`.startsWith(`${root}/`);
}
