import { kvError } from '@oremill/types';
import { LoadFault } from './load-fault.ts';

/** A fault of a load as whoever asked for it is told; other errors pass as they are. */
export function told(error: unknown): unknown {
  if (!(error instanceof LoadFault)) return error;
  const { code, message, hint, cause } = error;
  return kvError(code, message, { ...(hint === undefined ? {} : { hint }), cause });
}
