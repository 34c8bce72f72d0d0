import { kvError } from '@oremill/types';
import type { OrderedTable } from '../table/entries.ts';
import { PartedTable } from '../table/parted-table.ts';
import type { SealedTable } from '../table/sealed-table.ts';
import { describeImage } from './describe-image.ts';
import type { ImageDescription } from './image-format.ts';
import { type OpenImageOptions, openImage } from './open-image.ts';

export interface DescribedImage extends ImageDescription {
  readonly path: string;
}

/**
 * What the images of a dataset say of themselves, in the order of their parts. Throws IMAGE_CORRUPT, naming the file,
 * when they are not all parts of one build, each once.
 */
export function describeParts(paths: readonly string[]): DescribedImage[] {
  const images = paths.map((path) => ({ ...describeImage(path), path }));
  const [first] = images;
  if (first === undefined) throw kvError('SOURCE_MISSING', 'there are no table images');
  for (const [index, image] of images.entries()) {
    const fault = faultOf(image, first, images.slice(0, index));
    if (fault !== undefined) throw foreign(image.path, fault);
  }
  if (images.length < first.parts) {
    throw foreign(first.path, `it is one of ${first.parts} parts, and here are ${images.length}`);
  }
  return images.sort((a, b) => a.part - b.part);
}

/** Reads the images of a dataset into memory, one after the other. Throws as `describeParts`. */
export async function openParts(
  paths: readonly string[],
  options: OpenImageOptions = {},
): Promise<[SealedTable, ...SealedTable[]]> {
  const tables: SealedTable[] = [];
  try {
    for (const { path } of describeParts(paths)) tables.push(await openImage(path, options));
    return tables as [SealedTable, ...SealedTable[]];
  } catch (error) {
    for (const table of tables) table.close();
    throw error;
  }
}

/** All parts of a dataset as one table. */
export function joinParts(
  parts: readonly [SealedTable, ...SealedTable[]],
  { random }: Pick<OpenImageOptions, 'random'>,
): OrderedTable {
  return parts.length === 1 ? parts[0] : new PartedTable(parts, random);
}

function faultOf(
  image: DescribedImage,
  first: DescribedImage,
  before: readonly DescribedImage[],
): string | undefined {
  if (image.parts !== first.parts) {
    return `it is part of ${image.parts}, and ${first.path} of ${first.parts}`;
  }
  const twin = before.find(({ part }) => part === image.part);
  if (twin) return `it is part ${image.part}, as ${twin.path} is`;
  if (image.seed !== first.seed) return `its hash has another seed than that of ${first.path}`;
  if (image.codec !== first.codec || image.dictionaryId !== first.dictionaryId) {
    return `its values are compressed otherwise than those of ${first.path}`;
  }
  if (image.isOrdered !== first.isOrdered) {
    return `${image.isOrdered ? 'it' : first.path} keeps its keys in order, and the other does not`;
  }
  return undefined;
}

function foreign(path: string, fault: string): Error {
  return kvError('IMAGE_CORRUPT', `${path} does not make a dataset with what is beside it: ${fault}`, {
    hint: 'Give all parts of one build, each once.',
  });
}
