const ZERO = 0x30;
const MINUS = 0x2d;

/** Digits that a number holds whatever they are. */
const SAFE_DIGITS = 15;
/** Of int64, with the sign. */
const BYTES_MAX = 20;

export const INT64_MAX = 2n ** 63n - 1n;
export const INT64_MIN = -(2n ** 63n);

/**
 * Reads an int64 in its one decimal form: no plus, no space, no leading zero. A bigint where a number would not be
 * exact; undefined for anything else.
 */
export function parseInteger(bytes: Uint8Array, from: number, to: number): number | bigint | undefined {
  const isNegative = bytes[from] === MINUS;
  const digits = isNegative ? from + 1 : from;
  const count = to - digits;
  if (count < 1 || to - from > BYTES_MAX) return undefined;
  const first = (bytes[digits] as number) - ZERO;
  if (first === 0) return count === 1 && !isNegative ? 0 : undefined;
  let value = 0;
  for (let at = digits; at < to; at++) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  if (count <= SAFE_DIGITS) return isNegative ? -value : value;
  const exact = BigInt(Buffer.from(bytes.subarray(from, to)).toString('latin1'));
  if (exact > INT64_MAX || exact < INT64_MIN) return undefined;
  const number = Number(exact);
  return Number.isSafeInteger(number) ? number : exact;
}

/** The sum, or undefined when it is no int64. */
export function addIntegers(left: number | bigint, right: number | bigint): number | bigint | undefined {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right;
    if (Number.isSafeInteger(sum)) return sum;
  }
  const exact = BigInt(left) + BigInt(right);
  return exact > INT64_MAX || exact < INT64_MIN ? undefined : exact;
}
