import type { OrderedCopy } from '../table/ordered-records.ts';
import type { ImageDescription } from './image-format.ts';
import { ImageWriter, type ImageWriterOptions } from './image-writer.ts';

/** Gives its entries as records in the order of their hashes: a table, sealed or not. */
export interface OrderedSource {
  copyOrdered(from: number, target: Buffer): OrderedCopy;
}

export interface WriteImageOptions extends ImageWriterOptions {
  /** After each slice. */
  readonly onProgress?: (done: { readonly entries: number; readonly bytes: number }) => void;
  readonly signal?: AbortSignal;
}

/** Copied and encoded in one turn of the event loop. */
const SLICE_BYTES = 512 * 1024;

/**
 * Writes what a table holds as an image, slice by slice: others of this thread have their turns in between, and may
 * write to the table. An entry that is there all the time is in the image once, one that is written meanwhile as it
 * was before or after.
 */
export async function writeImage(
  source: OrderedSource,
  { onProgress, signal, ...options }: WriteImageOptions,
): Promise<ImageDescription> {
  const writer = await ImageWriter.create(options);
  try {
    let slice = Buffer.allocUnsafeSlow(SLICE_BYTES);
    let entries = 0;
    let written = 0;
    for (let from: number | undefined = 0; from !== undefined; ) {
      signal?.throwIfAborted();
      const { bytes, count, next }: OrderedCopy = source.copyOrdered(from, slice);
      if (bytes === 0 && next !== undefined) {
        slice = Buffer.allocUnsafeSlow(slice.length * 2);
        continue;
      }
      await writer.append(slice.subarray(0, bytes));
      entries += count;
      written += bytes;
      onProgress?.({ entries, bytes: written });
      from = next;
    }
    return await writer.finish();
  } finally {
    await writer.discard();
  }
}
