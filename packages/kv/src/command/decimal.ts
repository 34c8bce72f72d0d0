/** A decimal number held exactly: digits × 10^-scale. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Digits behind the point that replies have. */
const SHOWN_SCALE = 17;
/** Bounds the work: what a C long double can hold. */
const EXPONENT_MAX = 4932;
const TEXT_MAX = 256;

/** Reads `1`, `-1.5`, `.5`, `1e3`; undefined for anything else. */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > TEXT_MAX) return undefined;
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponentText = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > EXPONENT_MAX) return undefined;
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  const scale = fraction.length - exponent;
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

export function addDecimals(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  return { digits: rescale(left, scale) + rescale(right, scale), scale };
}

/** Without exponent and without zeros at the end; rounded where it has more digits than are shown. */
export function formatDecimal(decimal: Decimal): string {
  const scale = Math.min(decimal.scale, SHOWN_SCALE);
  const digits = decimal.scale > SHOWN_SCALE ? round(decimal) : decimal.digits;
  const isNegative = digits < 0n;
  const text = (isNegative ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  const shown = fraction === '' ? whole : `${whole}.${fraction}`;
  return isNegative && shown !== '0' ? `-${shown}` : shown;
}

function rescale({ digits, scale }: Decimal, target: number): bigint {
  return digits * 10n ** BigInt(target - scale);
}

/** Half away from zero. */
function round({ digits, scale }: Decimal): bigint {
  const divisor = 10n ** BigInt(scale - SHOWN_SCALE);
  const half = digits < 0n ? -divisor / 2n : divisor / 2n;
  return (digits + half) / divisor;
}
