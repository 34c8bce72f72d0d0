import type { TextOrBytes } from '@oremill/types';

/** The bytes that JSON could not carry as they are. */
export function bytesOf(value: TextOrBytes): Uint8Array<ArrayBuffer> {
  if (typeof value === 'string') return new TextEncoder().encode(value);
  return Uint8Array.from(atob(value.base64), (letter) => letter.charCodeAt(0));
}

/** Text where the bytes are UTF-8, else base64: as the API has it. */
export function toTextOrBytes(bytes: Uint8Array): TextOrBytes {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return { base64: btoa(binary) };
  }
}

/** On one line, as redis-cli writes it: bytes that are no text stand as `\xff`. */
export function lineOf(value: TextOrBytes): string {
  if (typeof value === 'string') return value;
  return Array.from(bytesOf(value), escapeByte).join('');
}

/** Names a key among others, also where a text looks like another's bytes. */
export function identityOf(value: TextOrBytes): string {
  return typeof value === 'string' ? `text ${value}` : `bytes ${value.base64}`;
}

function escapeByte(byte: number): string {
  if (byte === 0x5c) return '\\\\';
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
