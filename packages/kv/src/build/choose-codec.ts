import type { CompressionSetting } from '@oremill/types';
import type { CodecOptions } from '@oremill/zstd';
import { readDictionary, trainDictionary } from '@oremill/zstd';
import type { ReadableTable } from '../table/entries.ts';
import type { SealedTable } from '../table/sealed-table.ts';

/** Values that a dictionary is trained on; more of them make it no better. */
const SAMPLE_COUNT = 20_000;
const SAMPLE_BYTES_MAX = 32 * 1024 * 1024;
/** Entries that are taken at one place of the hash order, which has nothing to do with their content. */
const PAGE_ENTRIES = 64;

/** How the values of a table are to be compressed. Throws SAMPLE_INSUFFICIENT where no dictionary can be made of them. */
export function chooseCodec(
  table: ReadableTable,
  { codec, level, dictionaryBytes: bytesMax }: CompressionSetting,
  base: SealedTable | undefined,
): CodecOptions {
  const leveled = level === undefined ? {} : { level };
  switch (codec) {
    case 'none':
      return { kind: 'none' };
    case 'zstd':
      return { kind: 'zstd', ...leveled };
    case 'zstd-dictionary': {
      // Under another dictionary the values of the version below would have to be compressed anew.
      const kept = base?.dictionary;
      const trained = { ...leveled, ...(bytesMax === undefined ? {} : { bytesMax }) };
      const dictionary = kept
        ? readDictionary(Buffer.from(kept))
        : trainDictionary(sampleValues(table), trained);
      return { kind: 'zstd', ...leveled, dictionary };
    }
  }
}

/** Values from places all over the table. */
function sampleValues(table: ReadableTable): Buffer[] {
  const values: Buffer[] = [];
  const places = Math.ceil(Math.min(SAMPLE_COUNT, table.count) / PAGE_ENTRIES);
  let bytes = 0;
  for (let place = 0; place < places && bytes < SAMPLE_BYTES_MAX; place += 1) {
    const { entries } = table.page(Math.floor((place / places) * 2 ** 32), PAGE_ENTRIES);
    for (const { value, isCompressed } of entries) {
      if (isCompressed) continue;
      values.push(Buffer.from(value));
      bytes += value.length;
    }
  }
  return values;
}
