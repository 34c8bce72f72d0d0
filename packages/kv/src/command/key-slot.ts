/** Redis Cluster's: a key belongs to one of so many slots. */
export const SLOTS = 16_384;

const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** CRC-16/XMODEM, polynomial 0x1021. */
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc;
});

/** The slot of a key; where it has a tag in braces, of the tag (Redis Cluster specification, "Hash tags"). */
export function keySlot(key: Uint8Array): number {
  const open = key.indexOf(OPEN_BRACE);
  const close = open === -1 ? -1 : key.indexOf(CLOSE_BRACE, open + 1);
  const hasTag = close > open + 1;
  const from = hasTag ? open + 1 : 0;
  const to = hasTag ? close : key.length;
  let crc = 0;
  for (let at = from; at < to; at++) {
    crc = ((crc << 8) & 0xffff) ^ (TABLE[(crc >> 8) ^ (key[at] as number)] as number);
  }
  return crc % SLOTS;
}
