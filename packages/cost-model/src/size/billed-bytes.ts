import { derived, type Figure } from '../figure/figure.ts';
import type { StoredRecord } from './entry-bytes.ts';
import { shortageOf } from './rounded-sizes.ts';

/**
 * What a record counts for where an object is billed as so much at least. Many records in one object are taken to be as
 * large as their mean.
 */
export function billedBytes(
  { bytes, sizes }: StoredRecord,
  least: Figure<'KiB'>,
  objectRecords: Figure<'1'>,
): Figure<'B/record'> {
  return derived(
    'bytes of a record, as they are billed',
    'B/record',
    '{0}, or a share of {1} where an object of {2} is smaller',
    [bytes, least, objectRecords],
    (mean, kib, records) => {
      const missing =
        records === 1 ? shortageOf(sizes, mean, kib * 1024) : Math.max(kib * 1024 - mean * records, 0);
      return mean + missing / records;
    },
  );
}
