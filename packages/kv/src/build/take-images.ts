import { copyFileSync } from 'node:fs';
import { createObjects } from '@oremill/runtime/objects';
import { diskFiles } from '../files/disk-files.ts';
import { verifyImage } from '../image/open-image.ts';
import { type DescribedImage, describeParts } from '../image/open-parts.ts';
import { partPaths } from '../image/part-paths.ts';
import { checkedBytes } from '../load/checked-bytes.ts';
import type { Source } from '../load/source.ts';
import { storedBytes } from '../load/stored-bytes.ts';
import { told } from '../load/told.ts';
import type { BuildReport, BuildRequest, BuildWorld } from './build-image.ts';
import { noEntries } from './no-entries.ts';
import { discardUnplaced, placeAll, unplaced } from './unplaced.ts';

/** Images are taken as they are, once every byte of them has been checked; of the copies, whoever opens them does so. */
export async function takeImages(sources: readonly string[], target: string): Promise<BuildReport> {
  const parts = describeParts(sources);
  return place(partPaths(target, parts.length), async (images) => {
    for (const [part, { path }] of parts.entries()) {
      await verifyImage(path);
      const copy = unplaced(images[part] as string);
      copyFileSync(path, copy);
      await sync(diskFiles.append(copy));
    }
  });
}

/**
 * The images of a job's output are copied, because their folder is the user's, and may change: each while it is compared
 * with what the manifest says of it, wherever it lies.
 */
export async function takeOutput(
  parts: readonly Source[],
  { target, sources, allowsEmpty = false }: BuildRequest,
  { objects = createObjects(), onProgress, signal = new AbortController().signal }: BuildWorld,
): Promise<BuildReport> {
  const feeds = { objects, stdin: process.stdin, signal };
  return place(partPaths(target, parts.length), async (images) => {
    for (const [part, source] of parts.entries()) {
      const file = diskFiles.create(unplaced(images[part] as string));
      try {
        const bytes = checkedBytes(source, storedBytes(source, feeds), () => signal.throwIfAborted());
        for await (const chunk of bytes) file.write(chunk);
      } catch (error) {
        file.close();
        throw told(error);
      }
      await sync(file);
      const shareDone = (part + 1) / parts.length;
      onProgress?.({ part, parts: parts.length, phase: 'write', entries: 0, shareDone });
    }
    const isEmpty = describeParts(images.map(unplaced)).every(({ entries }) => entries === 0);
    if (isEmpty && !allowsEmpty) throw noEntries(sources);
  });
}

/** Has images written where they wait, and gives them their names when they are all there and belong together. */
async function place(
  images: readonly string[],
  write: (images: readonly string[]) => Promise<void>,
): Promise<BuildReport> {
  try {
    await write(images);
    const report = reportOf(images, describeParts(images.map(unplaced)));
    placeAll(images);
    return report;
  } catch (error) {
    discardUnplaced(images);
    throw error;
  }
}

function reportOf(images: readonly string[], parts: readonly DescribedImage[]): BuildReport {
  return {
    entries: parts.reduce((sum, { entries }) => sum + entries, 0),
    imageBytes: parts.reduce((sum, { fileBytes }) => sum + fileBytes, 0),
    images,
    duplicates: 0,
    badLines: 0,
    badLinesKept: [],
  };
}

async function sync(file: ReturnType<typeof diskFiles.create>): Promise<void> {
  try {
    await file.datasync();
  } finally {
    file.close();
  }
}
