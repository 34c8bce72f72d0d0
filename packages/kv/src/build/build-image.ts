import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '@oremill/runtime';
import type { Objects } from '@oremill/runtime/objects';
import { kvError } from '@oremill/types';
import { diskFiles } from '../files/disk-files.ts';
import { verifyImage } from '../image/open-image.ts';
import { describeParts } from '../image/open-parts.ts';
import { partPaths } from '../image/part-paths.ts';
import type { BadLine } from '../load/bad-line.ts';
import type { Part } from '../table/part.ts';
import { PartBuilder } from './build-part.ts';
import { withParts } from './choose-parts.ts';
import { findImages } from './find-images.ts';

/** What an image is made of. */
export interface BuildSources {
  /** Paths, globs, folders, a job's output, `s3://…`, `-` for stdin; or table images, all parts of one. */
  readonly sources: readonly string[];
  readonly encoding?: 'tsv-raw' | 'tsv-escaped' | undefined;
  /** From 0, or the name of a manifest's column. */
  readonly keyColumn?: number | string | undefined;
  readonly duplicates?: 'last' | 'first' | 'error' | undefined;
  readonly badLinesMax?: number | undefined;
  readonly workers?: number | undefined;
  /** Images to build, each of a range of the hash; as many as the sources need unless told otherwise. */
  readonly parts?: number | undefined;
}

/** Plain data, so that a thread may be told. */
export interface BuildRequest extends BuildSources {
  /** Where the image will be, of several parts one beside the other (`partPaths`); files appear when all are whole. */
  readonly target: string;
  /** The images of a version over whose entries those of the sources are put. */
  readonly base?: readonly string[] | undefined;
  /** Of values: `zstd-dictionary:5:256KiB`, as `parseCompression` of types reads it. */
  readonly compression: string;
  readonly isOrdered: boolean;
  /** An image without entries is more often a source that failed than one that is meant. */
  readonly allowsEmpty?: boolean | undefined;
}

export interface BuildProgress extends Part {
  readonly phase: 'load' | 'write';
  readonly entries: number;
  /** Of this phase; undefined where nobody knows. */
  readonly shareDone: number | undefined;
}

export interface BuildReport {
  readonly entries: number;
  readonly imageBytes: number;
  /** Where they are, in the order of their parts. */
  readonly images: readonly string[];
  readonly duplicates: number;
  readonly badLines: number;
  /** The first of them. */
  readonly badLinesKept: readonly BadLine[];
}

export interface BuildWorld {
  readonly objects?: Objects | undefined;
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What one table may take, and so one part; 4 GiB unless told otherwise. */
  readonly tableBytesMax?: number | undefined;
}

/**
 * Sources → tables → images on disk, a table and an image for each part, one part after the other. Throws what is wrong
 * with a source, naming file and line, and leaves nothing then.
 */
export async function buildImage(request: BuildRequest, world: BuildWorld = {}): Promise<BuildReport> {
  const { base, sources, target } = request;
  const images = base ? undefined : await findImages(sources);
  if (images) return takeImages(images, target);
  const least = base ? describeParts(base).length : 1;
  return withParts(request, world, (parts) => buildParts(request, parts, world), least);
}

async function buildParts(request: BuildRequest, parts: number, world: BuildWorld): Promise<BuildReport> {
  const { allowsEmpty = false, sources, target } = request;
  if (parts > 1 && sources.includes('-')) throw readOnce();
  const images = partPaths(target, parts);
  const builder = new PartBuilder(request, world);
  let report: BuildReport = {
    entries: 0,
    imageBytes: 0,
    images,
    duplicates: 0,
    badLines: 0,
    badLinesKept: [],
  };
  try {
    let loaded = 0;
    for (const part of images.keys()) {
      const lines = await builder.load({ part, parts });
      loaded += lines.pairs;
      if (loaded === 0 && !allowsEmpty && part === parts - 1) throw noEntries(sources);
      const { entries, fileBytes } = await builder.write(unplaced(images, part));
      report = {
        ...report,
        entries: report.entries + entries,
        imageBytes: report.imageBytes + fileBytes,
        duplicates: report.duplicates + lines.duplicates,
        // Each part comes across all of them.
        badLines: lines.badLines,
        badLinesKept: lines.badLinesKept,
      };
    }
    placeAll(images);
    return report;
  } catch (error) {
    if (parts > 1) for (const part of images.keys()) rmSync(unplaced(images, part), { force: true });
    throw error;
  } finally {
    builder.close();
  }
}

/** Where a part waits until all are whole. One alone has no need to. */
function unplaced(images: readonly string[], part: number): string {
  return images.length === 1 ? (images[part] as string) : `${images[part]}.built`;
}

/** A crash in between leaves some of this build and some of the one before, which their seeds tell apart. */
function placeAll(images: readonly string[]): void {
  if (images.length === 1) return;
  for (const [part, image] of images.entries()) renameSync(unplaced(images, part), image);
  syncFolder(dirname(images[0] as string));
}

/** Images are taken as they are, once every byte of them has been checked; of the copies, whoever opens them does so. */
async function takeImages(sources: readonly string[], target: string): Promise<BuildReport> {
  const parts = describeParts(sources);
  const images = partPaths(target, parts.length);
  for (const [part, { path }] of parts.entries()) {
    await verifyImage(path);
    await copy(path, images[part] as string);
  }
  return {
    entries: parts.reduce((sum, { entries }) => sum + entries, 0),
    imageBytes: parts.reduce((sum, { fileBytes }) => sum + fileBytes, 0),
    images,
    duplicates: 0,
    badLines: 0,
    badLinesKept: [],
  };
}

async function copy(source: string, target: string): Promise<void> {
  copyFileSync(source, target);
  const file = diskFiles.append(target);
  try {
    await file.datasync();
  } finally {
    file.close();
  }
}

function readOnce(): Error {
  return kvError('SOURCE_INVALID', 'stdin (-) can be read once, and each part reads all of its sources', {
    hint: 'Write it to a file first.',
  });
}

function noEntries(sources: readonly string[]): Error {
  return kvError('SOURCE_INVALID', `there are no entries in ${sources.join(', ')}`, {
    hint: 'Look whether what makes them failed. Say that an empty version is meant: --allow-empty, or allowsEmpty.',
  });
}
