import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mapreduceError } from '@oremill/types';
import { z } from 'zod';
import { folderMissing } from '../output/output-exists.ts';

/** As much of a manifest as tells which files are the bundle's. */
const earlierSchema = z.object({ version: z.literal(1), bundle: z.string(), files: z.array(z.string()) });

/**
 * Throws OUTPUT_UNWRITABLE when there is no folder for the bundle, and OUTPUT_EXISTS when one of its names is taken by
 * anything but an earlier bundle.
 * @param files names, by which the job's files will lie beside it, and where each comes from
 */
export function checkBundlePlace(path: string, files: Readonly<Record<string, string>>): void {
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw folderMissing(folder, 'bundle');
  }
  const earlier = readEarlier(`${path}.json`);
  const own = new Set(earlier === undefined ? [] : earlier.files.map((name) => join(folder, name)));
  if (earlier !== undefined) own.add(join(folder, earlier.bundle)).add(`${path}.json`);
  const copies = Object.entries(files)
    .map(([name, source]) => [join(folder, name), source] as const)
    .filter(([copy, source]) => copy !== source);
  for (const taken of [path, `${path}.json`, ...copies.map(([copy]) => copy)]) {
    if (own.has(taken) || !existsSync(taken)) continue;
    throw mapreduceError('OUTPUT_EXISTS', `${taken} exists already, and no earlier bundle wrote it`, {
      hint: 'Choose another --out, or move that away.',
    });
  }
}

function readEarlier(path: string): z.infer<typeof earlierSchema> | undefined {
  try {
    return earlierSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}
