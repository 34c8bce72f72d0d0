import { mapreduceError } from '@oremill/types';

export type Compression = 'gzip' | 'bzip2' | 'zstd';

/** Enough of the beginning of a file to know how it is compressed. */
export const HEAD_BYTES = 10;

/** Gzip with its only method, the first frame of zstd, and a bzip2 header in front of a block or of the end. */
const BEGINNINGS: readonly [Compression, RegExp][] = [
  ['gzip', /^1f8b08/],
  ['zstd', /^28b52ffd/],
  ['bzip2', /^425a683[1-9](314159265359|177245385090)/],
];

const ENDINGS: Readonly<Record<string, Compression>> = {
  '.gz': 'gzip',
  '.gzip': 'gzip',
  '.bz2': 'bzip2',
  '.zst': 'zstd',
  '.zstd': 'zstd',
};

/**
 * How a file is compressed, by its first bytes. One whose name says that it is compressed, and whose content does
 * not, is refused: taken as text, a damaged one would be skipped records without end.
 */
export function compressionOf(name: string, head: Uint8Array): Compression | undefined {
  const bytes = Buffer.from(head).toString('hex');
  const found = BEGINNINGS.find(([, pattern]) => pattern.test(bytes))?.[0];
  const named = ENDINGS[/\.[a-z0-9]+$/i.exec(name)?.[0].toLowerCase() ?? ''];
  if (found !== undefined || named === undefined) return found;
  throw mapreduceError('INPUT_UNREADABLE', `${name} does not begin as ${named} does`, {
    hint: 'It is damaged, empty, or not compressed: get it once more, or give it a name without that ending.',
  });
}
