import { closeSync } from 'node:fs';
import { type Clock, type Random, systemClock, systemRandom } from '@oremill/runtime';
import { SealedMemory } from '../table/sealed-memory.ts';
import { SealedTable } from '../table/sealed-table.ts';
import { describeOpenImage, imageCorrupt, openImageFile } from './describe-image.ts';
import type { ImageDescription } from './image-format.ts';
import { readImage } from './read-image.ts';

export interface OpenImageOptions {
  /** Decides what has expired. */
  readonly clock?: Clock;
  readonly random?: Random;
  /** Compares every byte with its checksum; true unless said otherwise. */
  readonly verify?: boolean;
}

/** Reads an image into shared memory. Throws IMAGE_CORRUPT with the place when a byte is not what was written. */
export async function openImage(path: string, options: OpenImageOptions = {}): Promise<SealedTable> {
  const { clock = systemClock, random = systemRandom, verify = true } = options;
  const file = openImageFile(path);
  try {
    const description = describeOpenImage(path, file);
    const memory = SealedMemory.ofImage(description);
    await readImage({ path, file, description, target: memory.image, isChecked: verify });
    const table = new SealedTable({ path, memory, clock, random });
    const unsound = table.firstUnsoundBucket();
    if (unsound !== undefined) {
      throw imageCorrupt(path, description.directoryAt + unsound * 4, `bucket ${unsound} lies nowhere`);
    }
    return table;
  } finally {
    closeSync(file);
  }
}

/** Checks every byte of an image without keeping it. Throws IMAGE_CORRUPT. */
export async function verifyImage(path: string): Promise<ImageDescription> {
  const file = openImageFile(path);
  try {
    const description = describeOpenImage(path, file);
    await readImage({ path, file, description, isChecked: true });
    return description;
  } finally {
    closeSync(file);
  }
}
