import { createObjects, type Objects } from '@oremill/runtime/objects';
import { kvError } from '@oremill/types';
import { describeParts } from '../image/open-parts.ts';
import { partPaths } from '../image/part-paths.ts';
import type { BadLine } from '../load/bad-line.ts';
import type { Part } from '../table/part.ts';
import { PartBuilder } from './build-part.ts';
import { withParts } from './choose-parts.ts';
import { findImageOutput } from './find-image-output.ts';
import { findImages } from './find-images.ts';
import { noEntries } from './no-entries.ts';
import { takeImages, takeOutput } from './take-images.ts';
import { discardUnplaced, placeAll, unplaced } from './unplaced.ts';

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
  if (base === undefined) {
    const images = await findImages(sources);
    if (images) return takeImages(images, target);
    const output = await findImageOutput(sources, world.objects ?? createObjects());
    if (output) return takeOutput(output, request, world);
  }
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
    for (const [part, image] of images.entries()) {
      const lines = await builder.load({ part, parts });
      loaded += lines.pairs;
      if (loaded === 0 && !allowsEmpty && part === parts - 1) throw noEntries(sources);
      const { entries, fileBytes } = await builder.write(unplaced(image));
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
    discardUnplaced(images);
    throw error;
  } finally {
    builder.close();
  }
}

function readOnce(): Error {
  return kvError('SOURCE_INVALID', 'stdin (-) can be read once, and each part reads all of its sources', {
    hint: 'Write it to a file first.',
  });
}
