/** Bytes of RESP2 and RESP3. */
export const RETURN = 0x0d;
export const NEWLINE = 0x0a;
const ZERO = 0x30;
const MINUS = 0x2d;

export const BULK = 0x24;
export const INTEGER = 0x3a;
export const ARRAY = 0x2a;
export const MAP = 0x25;
export const SET = 0x7e;
export const VERBATIM = 0x3d;

export const OK = Buffer.from('+OK\r\n');
export const NIL_2 = Buffer.from('$-1\r\n');
export const NIL_3 = Buffer.from('_\r\n');

/** A type, a whole number and a line end; returns where it goes on. */
export function writeHeader(target: Buffer, from: number, type: number, value: number): number {
  let at = from;
  target[at++] = type;
  let rest = value;
  if (rest < 0) {
    target[at++] = MINUS;
    rest = -rest;
  }
  const digits = digitsOf(rest);
  for (let place = at + digits - 1; place >= at; place--) {
    const quotient = rest < 2 ** 31 ? (rest / 10) | 0 : Math.floor(rest / 10);
    target[place] = ZERO + (rest - quotient * 10);
    rest = quotient;
  }
  at += digits;
  target[at] = RETURN;
  target[at + 1] = NEWLINE;
  return at + 2;
}

/** Of a whole number in decimal. */
function digitsOf(value: number): number {
  if (value < 10) return 1;
  if (value < 100) return 2;
  if (value < 1000) return 3;
  let digits = 3;
  for (let rest = value / 1000; rest >= 1; rest /= 10) digits++;
  return digits;
}
