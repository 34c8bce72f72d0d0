import type { Clock, Logger, Random } from '@oremill/runtime';
import { openCodec } from '@oremill/zstd';
import type { LiveFile } from './dataset/dataset-file.ts';
import { LiveDataset } from './dataset/live-dataset.ts';
import { openLiveParts } from './dataset/live-parts.ts';
import { diskFiles } from './files/disk-files.ts';

export interface OpenLiveOptions {
  readonly name: string;
  readonly file: LiveFile;
  /** Of its log and snapshot. */
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** Opens what is there before a damaged place of the log. */
  readonly acceptsLoss?: boolean;
  /** Another server's dataset is followed: what a damaged place takes away is pulled again. */
  readonly isFollowing?: boolean;
}

/** Recovers a live dataset from its snapshot and log, and tells what was found. Throws LOG_CORRUPT, IMAGE_CORRUPT. */
export async function openLive({
  name,
  file,
  folder,
  clock,
  random,
  log,
  isFollowing = false,
  acceptsLoss = isFollowing,
}: OpenLiveOptions): Promise<LiveDataset> {
  const { fsync, eviction, isOrdered, maxBytes, parts = 1 } = file;
  const dataset = await LiveDataset.open({
    name,
    folder,
    clock,
    random,
    fsync,
    acceptsLoss,
    isFollowing,
    files: diskFiles,
    codec: openCodec({ kind: 'none' }),
    openTable: (options) =>
      openLiveParts({ ...options, random, parts, maxBytes, policy: eviction, ordered: isOrdered }),
    onSnapshotFailure: (error) => log.error({ dataset: name, err: error }, 'a snapshot failed'),
  });
  const { cut, elapsedMs, replayedOperations, snapshotEntries } = dataset.recovery;
  log.info(
    { dataset: name, snapshotEntries, replayedOperations, elapsedMs },
    `${name}: ${dataset.count} entries, ${replayedOperations} operations replayed in ${Math.round(elapsedMs)} ms`,
  );
  if (cut) log.warn({ dataset: name, ...cut }, `${name}: the torn end of its log was cut off`);
  return dataset;
}
