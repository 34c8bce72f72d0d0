import type { ValueCompression } from '@oremill/types';
import type { PairsContent } from '../harness/content.ts';

export type WayToCompress = ValueCompression | 'zlib';

export interface CompressOptions {
  readonly file: string;
  /** For the image. */
  readonly folder: string;
  readonly way: WayToCompress;
  readonly keysPath: string;
  readonly reads: number;
}

export interface CompressedFigures {
  readonly buildSeconds: number;
  /** All that the table took from the system. */
  readonly memoryBytes: number;
  readonly readUs: number;
  /** Of what was read back, all of it. */
  readonly content: PairsContent;
}
