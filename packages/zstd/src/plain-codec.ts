import { kvError } from '@oremill/types';
import type { Codec } from './codec.ts';

/** Of a dataset whose values are kept as they are. */
export const plainCodec: Codec = {
  compress: () => undefined,
  decompress: refuse,
  valueBytes: refuse,
  drift: () => undefined,
  close: () => {},
};

function refuse(): never {
  throw kvError('VALUE_CORRUPT', 'a value says that it is compressed, in a dataset that compresses none');
}
