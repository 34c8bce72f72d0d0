/** 53 bits that place and seed decide, as if by chance (the finalizer of MurmurHash3, twice). */
export function priorityOf(place: number, seed: number): number {
  const low = mix((place >>> 0) ^ seed);
  const high = mix(Math.floor(place / 2 ** 32) ^ low ^ 0x9e3779b9);
  return (high >>> 0) * 2 ** 21 + (mix(low ^ high) >>> 11);
}

function mix(bits: number): number {
  let mixed = bits | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
