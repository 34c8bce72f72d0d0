import type { TextOrBytes } from '@oremill/types';

/** A request's first line and its headers may have 16 KiB (Node), and most are much shorter. */
const ADDRESS_LETTERS_MAX = 8_000;

/** Whether a key can stand in an address: text, none that the rules for addresses drop (WHATWG URL §4.4), not too long. */
export function isAddressable(key: TextOrBytes): key is string {
  if (typeof key !== 'string' || key === '' || key === '.' || key === '..') return false;
  return encodeURIComponent(key).length <= ADDRESS_LETTERS_MAX;
}

/** Where the value of a key is read by anybody who may. */
export function addressOf(dataset: string, key: string): string {
  return `/kv/${encodeURIComponent(dataset)}/${encodeURIComponent(key)}`;
}
