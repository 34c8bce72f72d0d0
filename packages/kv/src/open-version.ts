import type { Clock, Random } from '@oremill/runtime';
import { compressionSchema, type ValueCompression } from '@oremill/types';
import { openCodec } from './compress/codec.ts';
import { codecOf } from './compress/codec-of.ts';
import { PublishedDataset } from './dataset/published-dataset.ts';
import { describeImage } from './image/describe-image.ts';
import { openImage } from './image/open-image.ts';

export interface OpenVersionOptions {
  /** Of the dataset. */
  readonly name: string;
  readonly number: number;
  /** Of the image. */
  readonly path: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** Reads a version into memory and checks every byte of it. Throws IMAGE_CORRUPT, SOURCE_MISSING. */
export async function openVersion(options: OpenVersionOptions): Promise<PublishedDataset> {
  const { name, number, path } = options;
  const table = await openImage(path, options);
  const compression = compressionSchema.parse(table.description.codec);
  return new PublishedDataset({
    name,
    version: number,
    table,
    compression,
    codec: openCodec(codecOf(table)),
  });
}

export interface ImageFacts {
  readonly entries: number;
  readonly imageBytes: number;
  readonly compression: ValueCompression;
  readonly isOrdered: boolean;
}

/** What an image says of itself. */
export function describeImageFile(path: string): ImageFacts {
  const { entries, fileBytes, codec, isOrdered } = describeImage(path);
  return { entries, imageBytes: fileBytes, compression: compressionSchema.parse(codec), isOrdered };
}
