import { datasetNameSchema } from '@oremill/types';
import { z } from 'zod';
import { liveFileSchema, publishedFileSchema } from '../dataset/dataset-file.ts';

/** It becomes the name of a folder. */
const name = datasetNameSchema;

/** Files of a version, one a part; `seal` differs between any two images that are not the same. */
const imageSchema = z.object({
  bytes: z.number().int().nonnegative(),
  seal: z.string().regex(/^[0-9a-f]{32}$/),
});
export type ListedImage = z.infer<typeof imageSchema>;

const listedDatasetSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('published'),
    name,
    file: publishedFileSchema,
    images: z.record(z.string(), z.array(imageSchema)).describe('By the number of the version'),
  }),
  z.object({ kind: z.literal('live'), name, file: liveFileSchema, id: z.hex().describe('Of its log') }),
  z.object({ kind: z.literal('broken'), name }),
]);
export type ListedDataset = z.infer<typeof listedDatasetSchema>;
export type ListedPublished = Extract<ListedDataset, { kind: 'published' }>;
export type ListedLive = Extract<ListedDataset, { kind: 'live' }>;

/** What a leader tells of its datasets. */
export const leaderListSchema = z.object({
  /** Which store it is, wherever it is served: a follower of one does not become one of another. */
  store: z.string().regex(/^[0-9a-f]{32}$/),
  revision: z.string(),
  /** Datasets that the follower's user may read: another one that is not listed need not have been removed. */
  patterns: z.array(z.string()),
  datasets: z.array(listedDatasetSchema),
});
export type LeaderList = z.infer<typeof leaderListSchema>;

/** What the log of a live dataset begins with, as `snapshot.json` has it, and how long the file of records is. */
export const listedSnapshotSchema = z.object({
  /** Of the leader: another one at each start. */
  run: z.string(),
  id: z.hex(),
  seed: z.hex(),
  records: z
    .string()
    .regex(/^snapshot-\d{6,}$/)
    .optional(),
  recordBytes: z.number().int().nonnegative(),
  log: z.number().int().positive(),
  start: z.number().int().nonnegative(),
  through: z.number().int().nonnegative(),
});
export type ListedSnapshot = z.infer<typeof listedSnapshotSchema>;
