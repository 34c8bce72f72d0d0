/** Whether two byte strings of one length are the same; reads up to 15 bytes behind them. */
// @ts-ignore: decorator
@inline
export function equals(a: usize, b: usize, bytes: u32): bool {
  let at: u32 = 0;
  for (; at + 16 <= bytes; at += 16) {
    if (v128.any_true(v128.xor(v128.load(a + at), v128.load(b + at)))) return false;
  }
  if (at == bytes) return true;
  const same = i8x16.bitmask(i8x16.eq(v128.load(a + at), v128.load(b + at)));
  return (~same & ((1 << (bytes - at)) - 1)) == 0;
}

/** Order of two byte strings, as `LC_ALL=C sort` sees it; reads up to 15 bytes behind them. */
export function compare(a: usize, aBytes: u32, b: usize, bBytes: u32): i32 {
  const least = aBytes < bBytes ? aBytes : bBytes;
  for (let at: u32 = 0; at < least; at += 16) {
    const differing = ~i8x16.bitmask(i8x16.eq(v128.load(a + at), v128.load(b + at))) & 0xffff;
    if (differing != 0) {
      const first = at + ctz(differing);
      if (first >= least) break;
      return (load<u8>(a + first) as i32) - (load<u8>(b + first) as i32);
    }
  }
  return aBytes < bBytes ? -1 : ((aBytes > bBytes) as i32);
}

/** How many first bytes are the same, at most `max`; reads up to 15 bytes behind them. */
export function shared(a: usize, b: usize, max: u32): u32 {
  for (let at: u32 = 0; at < max; at += 16) {
    const differing = ~i8x16.bitmask(i8x16.eq(v128.load(a + at), v128.load(b + at))) & 0xffff;
    if (differing != 0) {
      const length = at + ctz(differing);
      return length < max ? length : max;
    }
  }
  return max;
}
