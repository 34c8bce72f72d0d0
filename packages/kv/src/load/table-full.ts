import { formatBytes, kvError } from '@oremill/types';

/** All that one table can have. */
export const TABLE_BYTES_MAX = 2 ** 32;

export function tableFull(bytesMax: number): Error {
  return kvError('MEMORY_FULL', `the table has reached its limit of ${formatBytes(bytesMax)}`, {
    hint:
      bytesMax < TABLE_BYTES_MAX
        ? 'Raise the limit (maxBytes), or load less.'
        : 'No table is larger: load less, or spread the sources over several datasets.',
  });
}
