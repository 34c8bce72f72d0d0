import type { Objects } from '@oremill/runtime/objects';
import { kvError } from '@oremill/types';
import { findImageParts } from '../load/find-sources.ts';
import type { Source } from '../load/source.ts';

/** The table images that the reducers of a job wrote; undefined when the sources are something else. */
export async function findImageOutput(
  sources: readonly string[],
  objects: Objects,
): Promise<readonly Source[] | undefined> {
  for (const source of sources) {
    const images = await findImageParts(source, objects);
    if (images === undefined) continue;
    if (sources.length === 1) return images;
    throw kvError('SOURCE_INVALID', `the parts of ${source} are table images, which are taken as they are`, {
      hint: 'Name that output alone.',
    });
  }
  return undefined;
}
