import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { OutputManifest } from '@oremill/types';

export type PartCompression = NonNullable<OutputManifest['compression']>;

/** What a part passes on its way to the rows: nothing, or a decoder of all its members or frames. */
export function decodersOf(compression: PartCompression): Transform[] {
  switch (compression) {
    case 'none':
      return [];
    case 'gzip':
      return [createGunzip()];
    case 'zstd':
      return [createZstdDecompress({ rejectGarbageAfterEnd: true })];
  }
}

/** Whether a decoder found that its input is not what its format allows. */
export function isDecoderError(error: unknown): error is Error {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return /^(Z_|ZSTD_|ERR_TRAILING_JUNK)/.test(String(error.code));
}
