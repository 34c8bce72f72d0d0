import type { BigIntStats } from 'node:fs';

/** Changes with the content of a file, as far as the file system tells. */
export function fileVersion({ ino, size, mtimeNs }: BigIntStats): string {
  return `${ino}-${size}-${mtimeNs}`;
}
