import type { Clock, Random } from '@oremill/runtime';
import { rememberedCompression } from './compress/read-compression.ts';
import type { PublishedFile, VersionRow } from './dataset/dataset-file.ts';
import type { PublishedVersions } from './dataset/published-versions.ts';
import { describeVersion, type ImageFacts, openVersion } from './open-version.ts';
import type { StoreFolder } from './store-folder.ts';

export interface ServeOptions {
  readonly title: string;
  /** The version that it was a delta on. */
  readonly base?: number | undefined;
  /** Versions to keep; as before, or 3. */
  readonly keep?: number | undefined;
  /** How it was asked to be compressed, which the next version is as well. */
  readonly compression?: string | undefined;
}

export interface VersionToServe extends ServeOptions {
  /** Of the dataset. */
  readonly name: string;
  /** In the store's folder of incoming images, where they were built. */
  readonly images: readonly string[];
  readonly folder: StoreFolder;
  readonly clock: Clock;
  readonly random: Random;
}

const KEEP_COUNT = 3;

/** Has a dataset serve images as its next version. They are read and checked before anything changes. */
export async function serveVersion(version: VersionToServe, before: PublishedVersions): Promise<VersionRow> {
  const { name, images, folder } = version;
  const described = describeVersion(images);
  const row = rowOf(version, described, before.newestNumber + 1);
  const dataset = await openVersion({ ...version, number: row.number, paths: images });
  folder.placeImages(images, folder.of(name), row);
  const compression = rememberedCompression(version.compression, described.compression);
  await before.adopt(row, dataset, { compression, keep: version.keep ?? before.file.keep });
  return row;
}

/** Makes a dataset of images, which are its first version. */
export function foundDataset(version: VersionToServe): VersionRow {
  const { name, images, folder } = version;
  const described = describeVersion(images);
  const row = rowOf(version, described, 1);
  const { isOrdered } = described;
  const file: PublishedFile = {
    format: 1,
    kind: 'published',
    createdAt: row.publishedAt,
    compression: rememberedCompression(version.compression, described.compression),
    isOrdered,
    keep: version.keep ?? KEEP_COUNT,
    served: row.number,
    versions: [row],
  };
  folder.make(name, file, (path) => folder.placeImages(images, path, row));
  return row;
}

function rowOf(
  { title, base, clock }: VersionToServe,
  { entries, imageBytes, parts }: ImageFacts,
  number: number,
): VersionRow {
  const publishedAt = new Date(clock.nowMs()).toISOString();
  return {
    number,
    publishedAt,
    source: title,
    ...(base === undefined ? {} : { base }),
    entries,
    imageBytes,
    ...(parts === 1 ? {} : { parts }),
  };
}
