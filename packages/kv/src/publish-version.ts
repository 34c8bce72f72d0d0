import type { Clock, Random } from '@oremill/runtime';
import type { PublishedFile, VersionRow } from './dataset/dataset-file.ts';
import type { PublishedVersions } from './dataset/published-versions.ts';
import { describeImageFile, type ImageFacts, openVersion } from './open-version.ts';
import type { StoreFolder } from './store-folder.ts';

export interface ServeOptions {
  readonly title: string;
  /** The version that it was a delta on. */
  readonly base?: number | undefined;
  /** Versions to keep; as before, or 3. */
  readonly keep?: number | undefined;
}

export interface VersionToServe extends ServeOptions {
  /** Of the dataset. */
  readonly name: string;
  /** In the store's folder of incoming images. */
  readonly image: string;
  readonly folder: StoreFolder;
  readonly clock: Clock;
  readonly random: Random;
}

const KEEP_COUNT = 3;

/** Has a dataset serve an image as its next version. The image is read and checked before anything changes. */
export async function serveVersion(version: VersionToServe, before: PublishedVersions): Promise<VersionRow> {
  const { name, image, folder } = version;
  const described = describeImageFile(image);
  const row = rowOf(version, described, before.newestNumber + 1);
  const dataset = await openVersion({ ...version, number: row.number, path: image });
  folder.placeImage(image, folder.of(name), row.number);
  const { compression } = described;
  await before.adopt(row, dataset, { compression, keep: version.keep ?? before.file.keep });
  return row;
}

/** Makes a dataset of an image, which is its first version. */
export function foundDataset(version: VersionToServe): VersionRow {
  const { name, image, folder } = version;
  const described = describeImageFile(image);
  const row = rowOf(version, described, 1);
  const { compression, isOrdered } = described;
  const file: PublishedFile = {
    format: 1,
    kind: 'published',
    createdAt: row.publishedAt,
    compression,
    isOrdered,
    keep: version.keep ?? KEEP_COUNT,
    served: row.number,
    versions: [row],
  };
  folder.make(name, file, (path) => folder.placeImage(image, path, row.number));
  return row;
}

function rowOf(
  { title, base, clock }: VersionToServe,
  { entries, imageBytes }: ImageFacts,
  number: number,
): VersionRow {
  const publishedAt = new Date(clock.nowMs()).toISOString();
  return { number, publishedAt, source: title, ...(base === undefined ? {} : { base }), entries, imageBytes };
}
