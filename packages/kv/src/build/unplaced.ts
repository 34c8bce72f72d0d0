import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '@oremill/runtime';

/** Where an image waits until all parts are whole. */
export function unplaced(image: string): string {
  return `${image}.built`;
}

/** A crash in between leaves some of this build and some of the one before, which their seeds tell apart. */
export function placeAll(images: readonly string[]): void {
  for (const image of images) renameSync(unplaced(image), image);
  syncFolder(dirname(images[0] as string));
}

export function discardUnplaced(images: readonly string[]): void {
  for (const image of images) rmSync(unplaced(image), { force: true });
}
