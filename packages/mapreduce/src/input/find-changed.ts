import { stat } from 'node:fs/promises';
import type { Source } from './plan-splits.ts';

/** The first source that is gone, or is not what it was when the splits were planned. */
export async function findChanged(sources: readonly Source[]): Promise<Source | undefined> {
  for (const source of sources) {
    const status = await stat(source.path).catch(() => undefined);
    const isSame =
      status?.size === source.bytes &&
      (source.modifiedMs === undefined || status.mtimeMs === source.modifiedMs);
    if (!isSame) return source;
  }
  return undefined;
}
