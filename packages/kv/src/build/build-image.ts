import { copyFileSync } from 'node:fs';
import type { Objects } from '@oremill/runtime/objects';
import { kvError, type ValueCompression } from '@oremill/types';
import { type CodecOptions, openCodec } from '../compress/codec.ts';
import { codecOf } from '../compress/codec-of.ts';
import { diskFiles } from '../files/disk-files.ts';
import type { ImageDescription } from '../image/image-format.ts';
import { openImage, verifyImage } from '../image/open-image.ts';
import { type OrderedSource, writeImage } from '../image/write-image.ts';
import type { BadLine } from '../load/bad-line.ts';
import { type LoadedTable, loadTable } from '../load/load-table.ts';
import type { SealedTable } from '../table/sealed-table.ts';
import type { Table } from '../table/table.ts';
import { chooseCodec } from './choose-codec.ts';
import { compressRecords } from './compress-records.ts';
import { isImage } from './is-image.ts';
import { putOver } from './put-over.ts';

/** What an image is made of. */
export interface BuildSources {
  /** Paths, globs, folders, a job's output, `s3://…`, `-` for stdin; or one table image. */
  readonly sources: readonly string[];
  readonly encoding?: 'tsv-raw' | 'tsv-escaped' | undefined;
  /** From 0, or the name of a manifest's column. */
  readonly keyColumn?: number | string | undefined;
  readonly duplicates?: 'last' | 'first' | 'error' | undefined;
  readonly badLinesMax?: number | undefined;
  readonly workers?: number | undefined;
}

/** Plain data, so that a thread may be told. */
export interface BuildRequest extends BuildSources {
  /** Where the image will be; the file appears when it is whole. */
  readonly target: string;
  /** An image over whose entries those of the sources are put. */
  readonly base?: string | undefined;
  readonly compression: ValueCompression;
  readonly isOrdered: boolean;
  /** An image without entries is more often a source that failed than one that is meant. */
  readonly allowsEmpty?: boolean | undefined;
}

export interface BuildProgress {
  readonly phase: 'load' | 'write';
  readonly entries: number;
  /** Of this phase; undefined where nobody knows. */
  readonly shareDone: number | undefined;
}

export interface BuildReport {
  readonly entries: number;
  readonly imageBytes: number;
  readonly duplicates: number;
  readonly badLines: number;
  /** The first of them. */
  readonly badLinesKept: readonly BadLine[];
}

export interface BuildWorld {
  readonly objects?: Objects | undefined;
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Sources → table → image on disk. Throws what is wrong with a source, naming file and line, and leaves nothing then. */
export async function buildImage(request: BuildRequest, world: BuildWorld = {}): Promise<BuildReport> {
  const { base: basePath, sources, target } = request;
  const [first, ...others] = sources;
  if (first !== undefined && others.length === 0 && basePath === undefined && isImage(first)) {
    return takeImage(first, target);
  }
  const { onProgress, ...rest } = world;
  const { table: loaded, report } = await loadTable({
    ...request,
    ...rest,
    onProgress: ({ lines, bytes, bytesInAll }) =>
      onProgress?.({ phase: 'load', entries: lines, shareDone: shareOf(bytes, bytesInAll) }),
  });
  if (loaded.count === 0 && !request.allowsEmpty) throw noEntries(sources);
  const base = basePath === undefined ? undefined : await openImage(basePath);
  // Under another codec what is compressed could not be read again.
  const isKept = base?.description.codec === request.compression;
  const table = base ? overBase(base, loaded, isKept) : loaded;
  try {
    const image = await write(table, request, isKept ? base : undefined, world);
    const { duplicates, badLines, badLinesKept } = report;
    return { ...describe(image), duplicates, badLines, badLinesKept };
  } finally {
    table.close();
    base?.close();
  }
}

async function write(
  table: LoadedTable['table'],
  { compression, isOrdered, target }: BuildRequest,
  base: SealedTable | undefined,
  { onProgress, signal }: BuildWorld,
): Promise<ImageDescription> {
  const options = chooseCodec(table, compression, base);
  const codec = openCodec(options);
  const source: OrderedSource = {
    copyOrdered(from, target) {
      const copy = table.copyOrdered(from, target);
      if (options.kind === 'none') return copy;
      const compressed = compressRecords(target.subarray(0, copy.bytes), codec);
      compressed.copy(target);
      return { ...copy, bytes: compressed.length };
    },
  };
  try {
    return await writeImage(source, {
      files: diskFiles,
      path: target,
      seed: table.seed,
      count: table.count,
      isOrdered,
      codec: compression,
      ...dictionaryOf(options),
      ...(signal ? { signal } : {}),
      onProgress: ({ entries }) =>
        onProgress?.({ phase: 'write', entries, shareDone: shareOf(entries, table.count) }),
    });
  } finally {
    codec.close();
  }
}

function overBase(base: SealedTable, delta: Table, isKept: boolean): Table {
  if (isKept) return putOver(base, delta, undefined);
  const codec = openCodec(codecOf(base));
  try {
    return putOver(base, delta, codec);
  } finally {
    codec.close();
  }
}

/** An image is taken as it is, once every byte of it has been checked; of the copy, whoever opens it does so. */
async function takeImage(source: string, target: string): Promise<BuildReport> {
  const description = await verifyImage(source);
  copyFileSync(source, target);
  const file = diskFiles.append(target);
  try {
    await file.datasync();
  } finally {
    file.close();
  }
  return { ...describe(description), duplicates: 0, badLines: 0, badLinesKept: [] };
}

function describe({ entries, fileBytes }: ImageDescription): { entries: number; imageBytes: number } {
  return { entries, imageBytes: fileBytes };
}

function noEntries(sources: readonly string[]): Error {
  return kvError('SOURCE_INVALID', `there are no entries in ${sources.join(', ')}`, {
    hint: 'Look whether what makes them failed. Say that an empty version is meant: --allow-empty, or allowsEmpty.',
  });
}

function dictionaryOf(options: CodecOptions) {
  const dictionary = options.kind === 'zstd' ? options.dictionary : undefined;
  return dictionary ? { dictionary: { id: dictionary.id, bytes: dictionary.bytes } } : {};
}

function shareOf(done: number, all: number | undefined): number | undefined {
  return all === undefined ? undefined : all === 0 ? 1 : Math.min(1, done / all);
}
