import { isUtf8 } from 'node:buffer';
import type { TextOrBytes } from '@oremill/types';

/** What stands in a text for bytes that are no UTF-8. */
const REPLACEMENT = '\ufffd';

/** Any bytes as JSON: text where they are UTF-8, else base64. */
export function toText(bytes: Uint8Array): TextOrBytes {
  const buffer = Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  if (!text.includes(REPLACEMENT)) return text;
  // A copy: what lies in a table's shared memory is refused by `isUtf8`.
  const own = Buffer.from(bytes);
  return isUtf8(own) ? text : { base64: own.toString('base64') };
}

export function toBytes(text: TextOrBytes): Buffer {
  return typeof text === 'string' ? Buffer.from(text) : Buffer.from(text.base64, 'base64');
}
