import { LoadFault } from './load-fault.ts';

/** All that one table can have. */
export const TABLE_BYTES_MAX = 2 ** 32;
const MIB = 2 ** 20;

export function tableFull(bytesMax: number): LoadFault {
  return new LoadFault(
    'MEMORY_FULL',
    `the table has reached its limit of ${Math.floor(bytesMax / MIB)} MiB`,
    {
      hint:
        bytesMax < TABLE_BYTES_MAX
          ? 'Raise the limit (maxBytes), load less, or into more parts (--parts).'
          : 'No table is larger: a dataset of several parts (--parts) has several of them.',
    },
  );
}
