import { formatBytes, formatCount } from '@oremill/types';
import { verifyImage } from '../image/open-image.ts';
import { describeParts } from '../image/open-parts.ts';
import { findFiles } from '../load/find-sources.ts';

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
  const paths = await findFiles(sources);
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
