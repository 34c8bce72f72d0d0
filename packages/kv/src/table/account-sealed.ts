import type { ImageDescription } from '../image/image-format.ts';
import type { TableMemory } from './entries.ts';

const EXPIRY_BYTES = 6;

/** What a memory of so many bytes is used for, in which this image lies. */
export function accountSealed(description: ImageDescription, memoryBytes: number): TableMemory {
  const { dataBytes, keyBytes, valueBytes, expiring, buckets, checksumsAt, orderAt } = description;
  const expiryBytes = expiring * EXPIRY_BYTES;
  const indexBytes = dataBytes - keyBytes - valueBytes - expiryBytes + buckets * 4;
  const orderBytes = checksumsAt - orderAt;
  return {
    keyBytes,
    valueBytes,
    expiryBytes,
    // Lengths and flags lie in the heads of the buckets, which are the index.
    headerBytes: 0,
    indexBytes,
    orderBytes,
    deadBytes: 0,
    freeBytes: 0,
    // Frame of the file, dictionary, checksums, and the desks of the threads.
    fixedBytes: memoryBytes - (keyBytes + valueBytes + expiryBytes + indexBytes + orderBytes),
  };
}
