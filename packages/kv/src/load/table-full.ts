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
          ? 'Raise the limit (maxBytes), or load less.'
          : 'No table is larger: load less, or spread the sources over several datasets.',
    },
  );
}
