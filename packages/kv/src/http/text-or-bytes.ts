import { isUtf8 } from 'node:buffer';
import type { TextOrBytes } from '@oremill/types';

/** Any bytes as JSON: text where they are UTF-8, else base64. */
export function toText(bytes: Uint8Array): TextOrBytes {
  // A copy: what lies in a table's shared memory is refused by some of Node's checks.
  const own = Buffer.from(bytes);
  return isUtf8(own) ? own.toString('utf8') : { base64: own.toString('base64') };
}

export function toBytes(text: TextOrBytes): Buffer {
  return typeof text === 'string' ? Buffer.from(text) : Buffer.from(text.base64, 'base64');
}
