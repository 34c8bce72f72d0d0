/** Where fields and lines end, sixteen bytes at a time. */
export const NEWLINE: u8 = 10;
export const TAB: u8 = 9;

/** The first tab or newline; there has to be one. */
// @ts-ignore: decorator
@inline
export function tabOrNewline(from: usize): usize {
  const tab = i8x16.splat(TAB);
  const newline = i8x16.splat(NEWLINE);
  let at = from - 16;
  let mask: i32 = 0;
  do {
    at += 16;
    const bytes = v128.load(at);
    mask = i8x16.bitmask(v128.or(i8x16.eq(bytes, tab), i8x16.eq(bytes, newline)));
  } while (mask == 0);
  return at + ctz(mask);
}

/** The first newline; there has to be one. */
// @ts-ignore: decorator
@inline
export function newline(from: usize): usize {
  const newline = i8x16.splat(NEWLINE);
  let at = from - 16;
  let mask: i32 = 0;
  do {
    at += 16;
    mask = i8x16.bitmask(i8x16.eq(v128.load(at), newline));
  } while (mask == 0);
  return at + ctz(mask);
}

/** The first tab of `[from, end)`, or `end`. */
export function tabBefore(from: usize, end: usize): usize {
  if (from >= end) return end;
  const tab = i8x16.splat(TAB);
  for (let at = from; at < end; at += 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), tab));
    if (mask != 0) return min(at + ctz(mask), end);
  }
  return end;
}
