import { createObjects } from '@oremill/runtime/objects';
import { formatBytes, formatCount, kvError } from '@oremill/types';
import { verifyImage } from '../image/open-image.ts';
import { describeParts } from '../image/open-parts.ts';
import { findFiles, findImageParts } from '../load/find-sources.ts';

/** What is in an image whose every byte was checked. */
export interface CheckedImage {
  readonly path: string;
  readonly part: number;
  readonly parts: number;
  readonly entries: number;
  readonly fileBytes: number;
  readonly keyBytes: number;
  readonly valueBytes: number;
  readonly codec: string;
  readonly dictionaryBytes: number;
  readonly isOrdered: boolean;
  readonly checksum: number;
}

/** Checks one image, or several that must be all parts of a build. Throws IMAGE_CORRUPT. */
export async function checkImages(sources: readonly string[]): Promise<CheckedImage[]> {
  const paths: string[] = [];
  for (const source of sources) paths.push(...(await imagesOf(source)));
  if (paths.length > 1) describeParts(paths);
  const checked: CheckedImage[] = [];
  for (const path of paths) {
    const {
      part,
      parts,
      entries,
      fileBytes,
      keyBytes,
      valueBytes,
      codec,
      dictionaryBytes,
      isOrdered,
      checksum,
    } = await verifyImage(path);
    checked.push({
      path,
      part,
      parts,
      entries,
      fileBytes,
      keyBytes,
      valueBytes,
      codec,
      dictionaryBytes,
      isOrdered,
      checksum,
    });
  }
  return checked.sort((a, b) => a.part - b.part);
}

/** Files of this machine: images, or those of a job's output. */
async function imagesOf(source: string): Promise<string[]> {
  const output = await findImageParts(source, createObjects());
  const paths = output
    ? output.flatMap(({ place }) => (place.kind === 'file' ? place.path : []))
    : await findFiles([source]);
  if (paths.length > 0) return paths;
  throw kvError('SOURCE_INVALID', `there are no table images in ${source}`, {
    hint: 'Name images on this machine, or the output of a job that writes them.',
  });
}

/** In two lines. */
export function describeChecked(image: CheckedImage): string {
  const { path, part, parts, entries, fileBytes, keyBytes, valueBytes, isOrdered, codec } = image;
  const beyond = entries === 0 ? 0 : (fileBytes - keyBytes - valueBytes) / entries;
  const place = parts === 1 ? '' : `, part ${part} of ${parts}`;
  return [
    `${path} is whole: ${formatCount(entries)} entries, ${formatBytes(fileBytes)}${place}`,
    `${beyond.toFixed(2)} B an entry beside keys and values; keys ${isOrdered ? 'in order' : 'in no order'}; values: ${codec}`,
  ].join('\n');
}
