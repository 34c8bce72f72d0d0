import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '@oremill/runtime';
import { compressionSettingSchema, evictionSchema, fsyncSchema, kvError, pinsSchema } from '@oremill/types';
import { z } from 'zod';
import { asFileError } from '../files/disk-files.ts';
import { PARTS_MAX } from '../table/part.ts';

const count = z.number().int().nonnegative();

const versionRowSchema = z.object({
  number: z.number().int().positive(),
  publishedAt: z.iso.datetime(),
  source: z.string(),
  base: z.number().int().positive().optional(),
  entries: count,
  imageBytes: count,
  /** Images that it consists of; absent: 1. */
  parts: z.number().int().min(2).max(PARTS_MAX).optional(),
});
export type VersionRow = z.infer<typeof versionRowSchema>;

export const publishedFileSchema = z.object({
  format: z.literal(1),
  kind: z.literal('published'),
  createdAt: z.iso.datetime(),
  /** That the next version is made with, unless told otherwise. */
  compression: compressionSettingSchema,
  isOrdered: z.boolean(),
  /** Versions that are kept. */
  keep: z.number().int().positive(),
  served: z.number().int().positive(),
  /** Newest first. */
  versions: z.array(versionRowSchema),
  pins: pinsSchema.optional(),
});
export type PublishedFile = z.infer<typeof publishedFileSchema>;

export const liveFileSchema = z.object({
  format: z.literal(1),
  kind: z.literal('live'),
  createdAt: z.iso.datetime(),
  fsync: fsyncSchema,
  maxBytes: z.number().int().positive().optional(),
  eviction: evictionSchema,
  isOrdered: z.boolean(),
  /** Tables that it has; absent: 1. */
  parts: z.number().int().min(1).max(PARTS_MAX).optional(),
});
export type LiveFile = z.infer<typeof liveFileSchema>;

const datasetFileSchema = z.discriminatedUnion('kind', [publishedFileSchema, liveFileSchema]);
export type DatasetFile = z.infer<typeof datasetFileSchema>;

const FILE = 'dataset.json';

/** What a dataset is, and which version is served: replacing this file is the moment in which a version is published. */
export function writeDatasetFile(folder: string, file: DatasetFile): void {
  const path = join(folder, FILE);
  try {
    writeFileAtomic(path, `${JSON.stringify(file, null, 2)}\n`, 0o600);
  } catch (error) {
    throw asFileError(path, error);
  }
}

/** Throws IMAGE_CORRUPT naming the file. */
export function readDatasetFile(folder: string): DatasetFile {
  const path = join(folder, FILE);
  try {
    return datasetFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw kvError('IMAGE_CORRUPT', `${path} is not the description of a dataset`, {
      hint: 'It was changed by hand, or written by a newer Oremill. Its versions lie beside it, in versions/.',
      cause: error,
    });
  }
}

/** A version that is kept; without a number the newest one below the served. Throws VERSION_MISSING. */
export function findVersion(name: string, { served, versions }: PublishedFile, number?: number): VersionRow {
  const found = versions.find((row) => (number === undefined ? row.number < served : row.number === number));
  if (found) return found;
  throw kvError(
    'VERSION_MISSING',
    number === undefined ? `${name} has no version before ${served}` : `${name} keeps no version ${number}`,
    { hint: `It keeps: ${versions.map((row) => row.number).join(', ')}.` },
  );
}

export function notPublished(name: string): Error {
  return kvError('NOT_PUBLISHED', `${name} is a live dataset: it has no versions`, {
    hint: 'Load into it with kv load, or publish under another name.',
  });
}
