import { createObjects } from '@oremill/runtime/objects';
import { AppError } from '@oremill/types';
import { findSources } from '../load/find-sources.ts';
import { TABLE_BYTES_MAX } from '../load/table-full.ts';
import { PARTS_MAX } from '../table/part.ts';
import type { BuildSources, BuildWorld } from './build-image.ts';

/** Of a table, what lines may fill: beside them come heads and the index, more for short lines. */
const LINES_SHARE = 0.85;
/** As many bytes come of one that is compressed; when there are more, they are found to be. */
const EXPANSION = 4;

/**
 * Does something with as many parts as the sources seem to need, and with twice as many when a part was full: nothing
 * but the sizes of files is known before, and how much of them are keys that come again. `least`: of what is there
 * already, how many parts it has.
 */
export async function withParts<Result>(
  options: BuildSources,
  world: BuildWorld,
  act: (parts: number) => Promise<Result>,
  least = 1,
): Promise<Result> {
  const { parts: asked, sources } = options;
  if (asked !== undefined) return act(asked);
  // Of a version that is built over, each part becomes as many as every other.
  let parts = least * Math.max(1, Math.ceil((await partsFor(options, world)) / least));
  for (;;) {
    try {
      return await act(parts);
    } catch (error) {
      const isFull = error instanceof AppError && error.code === 'MEMORY_FULL';
      // Stdin has been read, and is gone.
      if (!isFull || sources.includes('-') || parts * 2 > PARTS_MAX) throw error;
      parts *= 2;
    }
  }
}

async function partsFor(options: BuildSources, world: BuildWorld): Promise<number> {
  const { objects = createObjects(), tableBytesMax = TABLE_BYTES_MAX } = world;
  let bytes = 0;
  for (const source of await findSources(options.sources, objects, options)) {
    bytes += (source.bytes ?? 0) * (source.isCompressed ? EXPANSION : 1);
  }
  return Math.ceil(bytes / (tableBytesMax * LINES_SHARE));
}
