import { kvError } from '@oremill/types';
import type { LineFormat, SourceOptions } from './source.ts';

/** What a source without a manifest is read as. */
export function plainFormat({ encoding, keyColumn = 0 }: SourceOptions): LineFormat {
  if (typeof keyColumn === 'string') {
    throw kvError('SOURCE_INVALID', `column ${keyColumn} is not known: only a manifest names columns`, {
      hint: 'Give the number of the column, from 0.',
    });
  }
  return { isEscaped: encoding === 'tsv-escaped', keyColumn };
}
