import type { Cell } from '@oremill/types';

const BOOL = 16;
const INT8 = 20;
/** int2, int4, oid: always within what a JSON number holds exactly. */
const SMALL_INTEGERS = new Set([21, 23, 26]);
const FLOATS = new Set([700, 701]);

/** A value as the server writes it → what JSON can say of it. `type` is the column's type oid. */
export function toCell(text: string | null, type: number): Cell {
  if (text === null) return null;
  if (type === BOOL) return text === 't';
  if (SMALL_INTEGERS.has(type)) return Number(text);
  if (type === INT8) {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number : text;
  }
  if (FLOATS.has(type)) {
    const number = Number(text);
    // NaN and the infinities have no JSON number.
    return Number.isFinite(number) ? number : text;
  }
  return text;
}
