import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import type { WritableFile } from '@oremill/runtime';

export type PartCompression = 'none' | 'gzip' | 'zstd';

export const COMPRESSED_ENDINGS: Readonly<Record<PartCompression, string>> = {
  none: '',
  gzip: '.gz',
  zstd: '.zst',
};

const ZSTD = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };

/**
 * Compresses each write as a gzip member or a zstd frame of its own. Readers take them for one file, and nothing has to
 * be waited for, as a stream would.
 */
export function compressWrites(file: WritableFile, compression: PartCompression): WritableFile {
  if (compression === 'none') return file;
  const compress = (bytes: Uint8Array) =>
    compression === 'gzip' ? gzipSync(bytes) : zstdCompressSync(bytes, ZSTD);
  let isEmpty = true;
  return {
    write(bytes) {
      isEmpty = false;
      file.write(compress(bytes));
    },
    sync() {
      // A file without a byte is not a compressed one.
      if (isEmpty) this.write(new Uint8Array());
      file.sync();
    },
    close: () => file.close(),
  };
}
