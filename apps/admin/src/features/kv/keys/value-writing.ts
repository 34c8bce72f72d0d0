import { bytesOf } from '../../../format/text-or-bytes.ts';
import { decodeText } from './value-forms.ts';

/** How the bytes of a value stand in a text box. */
export type ValueWriting = 'text' | 'base64';

/** The bytes that stand in the box; undefined when it holds no base64 though it should. */
export function readWritten(writing: ValueWriting, text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return bytesOf(writing === 'text' ? text : { base64: text.replace(/\s+/g, '') });
  } catch {
    return undefined;
  }
}

export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Text that a text box keeps as it is: it would turn the line ends of Windows into others. */
export function editableText(bytes: Uint8Array): string | undefined {
  const text = decodeText(bytes, true);
  return text?.includes('\r') ? undefined : text;
}

/** The same bytes written the other way; undefined when they cannot be. */
export function convertWritten(text: string, from: ValueWriting, to: ValueWriting): string | undefined {
  if (from === to) return text;
  const bytes = readWritten(from, text);
  return bytes && (to === 'base64' ? toBase64(bytes) : editableText(bytes));
}
