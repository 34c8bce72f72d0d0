import { join } from 'node:path';
import { partPaths } from '../image/part-paths.ts';

/** As much of a version as tells its files. */
export interface VersionParts {
  readonly number: number;
  /** Absent: 1. */
  readonly parts?: number | undefined;
}

/** The images of a version in the folder of its dataset: `versions/000001.image`, or `versions/000001-00.image`, … */
export function imagePaths(folder: string, { number, parts = 1 }: VersionParts): string[] {
  return partPaths(join(folder, 'versions', `${String(number).padStart(6, '0')}.image`), parts);
}
