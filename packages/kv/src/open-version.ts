import type { Clock, Random } from '@oremill/runtime';
import { compressionSchema, type ValueCompression } from '@oremill/types';
import { openCodec } from '@oremill/zstd';
import { codecOf } from './compress/codec-of.ts';
import { PublishedDataset } from './dataset/published-dataset.ts';
import { type DescribedImage, describeParts, joinParts, openParts } from './image/open-parts.ts';

export interface OpenVersionOptions {
  /** Of the dataset. */
  readonly name: string;
  readonly number: number;
  /** Of its images. */
  readonly paths: readonly string[];
  readonly clock: Clock;
  readonly random: Random;
}

/** Reads a version into memory and checks every byte of it. Throws IMAGE_CORRUPT, SOURCE_MISSING. */
export async function openVersion(options: OpenVersionOptions): Promise<PublishedDataset> {
  const { name, number, paths } = options;
  const parts = await openParts(paths, options);
  const [first] = parts;
  return new PublishedDataset({
    name,
    version: number,
    table: joinParts(parts, options),
    compression: compressionSchema.parse(first.description.codec),
    codec: openCodec(codecOf(first)),
  });
}

export interface ImageFacts {
  readonly entries: number;
  readonly imageBytes: number;
  /** Images. */
  readonly parts: number;
  readonly compression: ValueCompression;
  readonly isOrdered: boolean;
}

/** What the images of a version say of themselves. Throws IMAGE_CORRUPT when they do not belong together. */
export function describeVersion(paths: readonly string[]): ImageFacts {
  const images = describeParts(paths);
  const [{ codec, isOrdered }] = images as [DescribedImage];
  return {
    entries: images.reduce((sum, { entries }) => sum + entries, 0),
    imageBytes: images.reduce((sum, { fileBytes }) => sum + fileBytes, 0),
    parts: images.length,
    compression: compressionSchema.parse(codec),
    isOrdered,
  };
}
