const LOW = 2 ** 32;

/** Little-endian; positions stay below 2^53, which is 9 PB of log. */
export function writeUint64(target: Buffer, value: number, at: number): void {
  target.writeUInt32LE(value % LOW, at);
  target.writeUInt32LE(Math.floor(value / LOW), at + 4);
}

export function readUint64(source: Buffer, at: number): number {
  return source.readUInt32LE(at) + source.readUInt32LE(at + 4) * LOW;
}
