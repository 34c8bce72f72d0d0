import { stat } from 'node:fs/promises';
import { isObjectUri, type Objects } from '@oremill/runtime/objects';
import { environmentObjects } from '../files/environment-objects.ts';
import type { Source } from './plan-splits.ts';

/** The first source that is gone, or is not what it was when the splits were planned. */
export async function findChanged(
  sources: readonly Source[],
  objects: Objects = environmentObjects,
): Promise<Source | undefined> {
  for (const source of sources) {
    const isSame = isObjectUri(source.path) ? await isSameObject(source, objects) : await isSameFile(source);
    if (!isSame) return source;
  }
  return undefined;
}

async function isSameFile({ path, bytes, modifiedMs }: Source): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  return status?.size === bytes && (modifiedMs === undefined || status.mtimeMs === modifiedMs);
}

async function isSameObject({ path, version }: Source, objects: Objects): Promise<boolean> {
  const object = await objects.stat(path).catch(() => undefined);
  return object !== undefined && object.version === version;
}
