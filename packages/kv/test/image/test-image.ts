import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { diskFiles } from '../../src/files/disk-files.ts';
import type { ImageDescription } from '../../src/image/image-format.ts';
import { ImageWriter, type ImageWriterOptions } from '../../src/image/image-writer.ts';
import { quickFiles } from '../dataset/quick-files.ts';
import { orderedRecords, type Pair, prefixOf } from './records.ts';

export const SEED = 0x0123_4567_89ab_cdefn;

/** Writes these pairs as an image in this folder. */
export async function writePairs(
  folder: string,
  pairs: readonly Pair[],
  options: Partial<ImageWriterOptions> = {},
): Promise<{ path: string; description: ImageDescription }> {
  const path = join(folder, 'table.image');
  const writer = await ImageWriter.create({
    files: diskFiles,
    path,
    seed: SEED,
    count: pairs.length,
    ...options,
  });
  await writer.append(orderedRecords(pairs, options.seed ?? SEED));
  return { path, description: await writer.finish() };
}

/** Writes these pairs as an image of so many parts, in folders of their own; the paths. */
export async function writeParts(
  folder: string,
  pairs: readonly Pair[],
  parts: number,
  options: Partial<ImageWriterOptions> = {},
): Promise<string[]> {
  const paths: string[] = [];
  for (let part = 0; part < parts; part += 1) {
    const own = pairs.filter(
      ({ key }) => Math.floor((prefixOf(key, options.seed ?? SEED) * parts) / 2 ** 32) === part,
    );
    const place = join(folder, `part-${part}`);
    mkdirSync(place, { recursive: true });
    paths.push((await writePairs(place, own, { files: quickFiles, ...options, part: { part, parts } })).path);
  }
  return paths;
}

/** Bytes beyond keys, values and expiries, for each entry. */
export function overheadBytes({
  fileBytes,
  keyBytes,
  valueBytes,
  expiring,
  entries,
}: ImageDescription): number {
  return (fileBytes - keyBytes - valueBytes - expiring * 6) / entries;
}
