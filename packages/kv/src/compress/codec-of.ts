import type { CodecOptions } from '@oremill/zstd';
import { readDictionary } from '@oremill/zstd';
import type { SealedTable } from '../table/sealed-table.ts';

/** How the values of an image are compressed; its dictionary lies in it. */
export function codecOf(table: SealedTable): CodecOptions {
  const { dictionary } = table;
  if (dictionary) return { kind: 'zstd', dictionary: readDictionary(Buffer.from(dictionary)) };
  return table.description.codec === 'none' ? { kind: 'none' } : { kind: 'zstd' };
}
