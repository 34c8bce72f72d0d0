import { hexDump } from './hex-dump.ts';
import { indentJson } from './indent-json.ts';

export type ValueForm = 'json' | 'text' | 'hex';

/** More lines of hex would only make the page slow. */
export const HEX_BYTES_MAX = 16_384;

/** The ways in which these bytes can be shown, the best first; hex is always one of them. */
export function valueForms(bytes: Uint8Array, isWhole: boolean): [ValueForm, ...ValueForm[]] {
  const text = decodeText(bytes, isWhole);
  if (text === undefined) return ['hex'];
  return isWhole && indentJson(text) !== undefined ? ['json', 'text', 'hex'] : ['text', 'hex'];
}

/** The bytes in one of their forms. */
export function showValue(bytes: Uint8Array, isWhole: boolean, form: ValueForm): string {
  if (form === 'hex') return hexDump(bytes.subarray(0, HEX_BYTES_MAX));
  const text = decodeText(bytes, isWhole) ?? '';
  return form === 'json' ? (indentJson(text) ?? text) : text;
}

/** UTF-8, else undefined; of a value that was cut, the last character may be cut too and is left out. */
export function decodeText(bytes: Uint8Array, isWhole: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: !isWhole });
  } catch {
    return undefined;
  }
}
