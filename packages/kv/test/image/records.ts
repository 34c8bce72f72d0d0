import { loadSealedKernel } from '../../src/image/sealed-kernel.ts';
import { SharedMemory } from '../../src/kernel/shared-memory.ts';

export interface Pair {
  readonly key: Buffer;
  readonly value: Buffer;
  readonly isCompressed?: boolean;
  readonly expiresAtMs?: number;
}

const KEY_AT = 64 * 1024;
const memory = SharedMemory.ofBytes(KEY_AT + 2 * 1024 * 1024);
const kernel = loadSealedKernel(memory);

/** The upper 32 bits of a key's hash. */
export function prefixOf(key: Buffer, seed: bigint): number {
  memory.bytes.set(key, KEY_AT);
  return kernel.prefixOf(KEY_AT, key.length, seed) >>> 0;
}

/** Pairs as a stream of records in the order of their hashes. */
export function orderedRecords(pairs: readonly Pair[], seed: bigint): Buffer {
  const placed = pairs.map((pair) => ({ pair, prefix: prefixOf(pair.key, seed) }));
  placed.sort((a, b) => a.prefix - b.prefix);
  return Buffer.concat(placed.flatMap(({ pair }) => recordOf(pair)));
}

function recordOf({ key, value, isCompressed, expiresAtMs = 0 }: Pair): Buffer[] {
  const flags = (isCompressed ? 2 : 0) + (expiresAtMs > 0 ? 1 : 0);
  const head = [...length(key.length * 4 + flags), ...length(value.length)];
  const expiry = Buffer.alloc(expiresAtMs > 0 ? 6 : 0);
  if (expiresAtMs > 0) expiry.writeUIntLE(expiresAtMs, 0, 6);
  return [Buffer.from(head), expiry, key, value];
}

function length(number: number): number[] {
  return number < 0x80 ? [number] : [(number % 0x80) + 0x80, ...length(Math.floor(number / 0x80))];
}
