import type { TextOrBytes } from '@oremill/types';

/** Whether a key can stand in an address: text, and none that the rules for addresses drop (WHATWG URL §4.4). */
export function isAddressable(key: TextOrBytes): key is string {
  return typeof key === 'string' && key !== '' && key !== '.' && key !== '..';
}

/** Where the value of a key is read by anybody who may. */
export function addressOf(dataset: string, key: string): string {
  return `/kv/${encodeURIComponent(dataset)}/${encodeURIComponent(key)}`;
}
