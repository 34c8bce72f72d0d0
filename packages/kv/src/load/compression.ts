export type Compression = 'gzip' | 'zstd';

/** Enough of the beginning of a file to know how it is compressed. */
export const MAGIC_BYTES = 4;

/** How bytes that begin so are compressed: gzip with its only method, or a frame of zstd. */
export function compressionOf(head: Uint8Array): Compression | undefined {
  const [first, second, third, fourth] = head;
  if (first === 0x1f && second === 0x8b && third === 0x08) return 'gzip';
  if (first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd) return 'zstd';
  return undefined;
}
