import { isObjectUri } from '@oremill/runtime/objects';
import { kvError } from '@oremill/types';
import { findFiles } from '../load/find-sources.ts';
import { isImage } from './is-image.ts';

/** The table images that paths, globs and folders stand for; undefined when they stand for none. */
export async function findImages(sources: readonly string[]): Promise<string[] | undefined> {
  // What is not a file is lines.
  const isElsewhere = (source: string): boolean => source === '-' || isObjectUri(source);
  const files = await findFiles(sources.filter((source) => !isElsewhere(source)));
  const paths = [...files, ...sources.filter(isElsewhere)];
  const images = paths.filter(isImage);
  if (images.length === 0) return undefined;
  const other = paths.find((path) => !images.includes(path));
  if (other === undefined) return images;
  throw kvError('SOURCE_INVALID', `${images[0]} is a table image, and ${other} is none`, {
    hint: 'An image is taken as it is: name it alone, or with the other parts of its build.',
  });
}
