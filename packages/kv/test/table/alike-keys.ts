import { secretsOf } from '../image/naive-reader.ts';

/** Keys that share all 64 bits of their hash, which takes the seed to make: the first product is of 0 for each. */
export function alikeKeys(count: number, seed: bigint): Buffer[] {
  const [second] = secretsOf(seed);
  return Array.from({ length: count }, (_, index) => {
    const key = Buffer.alloc(32);
    key.writeBigUInt64LE(BigInt(index));
    key.writeBigUInt64LE(second, 8);
    key.writeBigUInt64LE(BigInt(index), 16);
    return key;
  });
}
