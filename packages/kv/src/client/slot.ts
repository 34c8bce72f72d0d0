/** Redis Cluster Specification, "Key distribution model": CRC16 (XMODEM) of the key, or of its tag, modulo 16384. */
export const SLOT_COUNT = 16_384;

/** By byte: what it does to a CRC of polynomial 0x1021. */
export const CRC_TABLE: Uint16Array = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc;
});

export const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** The CRC16 of bytes that come behind others whose CRC is `before`. */
export function crc16(bytes: Uint8Array, start = 0, end = bytes.length, before = 0): number {
  let crc = before;
  for (let at = start; at < end; at += 1)
    crc = ((crc << 8) & 0xff00) ^ (CRC_TABLE[(crc >> 8) ^ (bytes[at] as number)] as number);
  return crc;
}

export function slotOf(key: Uint8Array): number {
  return slotOfBehind(key, 0, key.length, 0);
}

/** The slot of a key that stands behind a prefix without braces, whose CRC is `prefixCrc`. */
export function slotOfBehind(bytes: Uint8Array, start: number, end: number, prefixCrc: number): number {
  const open = indexOfByte(bytes, OPEN_BRACE, start, end);
  const close = open === -1 ? -1 : indexOfByte(bytes, CLOSE_BRACE, open + 1, end);
  // Between the first { and the first } behind it; where nothing is between them, the whole key counts.
  const crc = close > open + 1 ? crc16(bytes, open + 1, close) : crc16(bytes, start, end, prefixCrc);
  return crc & (SLOT_COUNT - 1);
}

function indexOfByte(bytes: Uint8Array, byte: number, start: number, end: number): number {
  for (let at = start; at < end; at += 1) if (bytes[at] === byte) return at;
  return -1;
}
