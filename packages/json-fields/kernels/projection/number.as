import {
  FIRST,
  NUMBER,
  SECOND,
  SPAN_NUMBER,
} from './layout.as';

export function readSpan(start: usize, end: usize, type: u32, cell: usize): usize {
  store<u32>(cell, type);
  store<u32>(cell, <u32>start, FIRST);
  store<u32>(cell, <u32>end, SECOND);
  return end;
}

/** Powers of ten that a double holds exactly. */
const POWERS: usize = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
  1e20, 1e21, 1e22,
]);
const POWER_MAX: i32 = 22;
const MANTISSA_MAX: u64 = 1 << 53;
const DIGITS_MAX: i32 = 19;
const EXPONENT_MAX: i32 = 10000;

/**
 * A mantissa and a power of ten that are both doubles give the nearest double in one operation (Clinger 1990);
 * other numbers are left to the engine as text.
 */
export function readNumber(start: usize, cell: usize): usize {
  let p = start;
  const isNegative = load<u8>(p) == 0x2d;
  if (isNegative) p += 1;
  let digit = <u32>load<u8>(p) - 0x30;
  if (digit > 9) return 0;
  let mantissa: u64 = digit;
  let digits: i32 = 1;
  let exponent: i32 = 0;
  p += 1;
  if (digit != 0) {
    while ((digit = <u32>load<u8>(p) - 0x30) <= 9) {
      mantissa = mantissa * 10 + digit;
      digits += 1;
      p += 1;
    }
  }
  if (load<u8>(p) == 0x2e) {
    const point = p;
    p += 1;
    while ((digit = <u32>load<u8>(p) - 0x30) <= 9) {
      mantissa = mantissa * 10 + digit;
      p += 1;
    }
    exponent = <i32>(point + 1 - p);
    if (exponent == 0) return 0;
    digits -= exponent;
  }
  if ((load<u8>(p) | 0x20) == 0x65) {
    p += 1;
    const sign = <u32>load<u8>(p);
    if (sign == 0x2b || sign == 0x2d) p += 1;
    let power: i32 = 0;
    const first = p;
    while ((digit = <u32>load<u8>(p) - 0x30) <= 9) {
      if (power < EXPONENT_MAX) power = power * 10 + digit;
      p += 1;
    }
    if (p == first) return 0;
    exponent += sign == 0x2d ? -power : power;
  }
  if (digits > DIGITS_MAX || mantissa > MANTISSA_MAX || exponent > POWER_MAX || exponent < -POWER_MAX) {
    return readSpan(start, p, SPAN_NUMBER, cell);
  }
  let value = <f64>mantissa;
  if (exponent < 0) value /= load<f64>(POWERS + (<usize>-exponent << 3));
  else value *= load<f64>(POWERS + (<usize>exponent << 3));
  store<u32>(cell, NUMBER);
  store<f64>(cell, isNegative ? -value : value, FIRST);
  return p;
}
