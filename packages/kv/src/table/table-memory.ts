import type { TableMemory } from './entries.ts';
import {
  CHUNK_GROUPS,
  CHUNKS,
  DEAD_BYTES,
  DIRECTORY,
  EXPIRING,
  FIXED_BYTES,
  GROUP_BYTES,
  GROUPS,
  HEAD_BYTES,
  IS_MOVING,
  KEY_BYTES,
  OLD,
  SEGMENT_BYTES,
  SEGMENT_COUNT,
  SEGMENT_FIELDS_BYTES,
  SEGMENT_RUN,
  SEGMENT_STATE,
  SEGMENT_STATES,
  SEGMENT_USED,
  SEGMENTS,
  VALUE_BYTES,
  YOUNG,
} from './table-layout.ts';

const EXPIRY_BYTES = 6;

/** Adds up what each segment is used for; what is alive and dead is counted at each write. */
export function tableMemory(bytes: Buffer): TableMemory {
  const indexBytes =
    bytesOfIndex(bytes, YOUNG) + (bytes.readUInt32LE(IS_MOVING) ? bytesOfIndex(bytes, OLD) : 0);
  let freeBytes = -indexBytes;
  let orderBytes = 0;
  const segments = bytes.readUInt32LE(SEGMENT_COUNT);
  for (let segment = 0; segment < segments; segment++) {
    const fields = SEGMENTS + segment * SEGMENT_FIELDS_BYTES;
    const used = bytes.readUInt32LE(fields + SEGMENT_USED);
    const run = bytes.readUInt16LE(fields + SEGMENT_RUN);
    const state = SEGMENT_STATES[bytes[fields + SEGMENT_STATE] as number];
    if (state === 'order') orderBytes += SEGMENT_BYTES;
    else if (state !== 'large-rest') freeBytes += run * SEGMENT_BYTES - used;
  }
  return {
    keyBytes: Number(bytes.readBigUInt64LE(KEY_BYTES)),
    valueBytes: Number(bytes.readBigUInt64LE(VALUE_BYTES)),
    expiryBytes: bytes.readUInt32LE(EXPIRING) * EXPIRY_BYTES,
    headerBytes: Number(bytes.readBigUInt64LE(HEAD_BYTES)),
    indexBytes,
    orderBytes,
    deadBytes: Number(bytes.readBigUInt64LE(DEAD_BYTES)),
    freeBytes,
    fixedBytes: FIXED_BYTES,
  };
}

/** Bytes of its groups in the chunks that it has. */
function bytesOfIndex(bytes: Buffer, index: number): number {
  const groups = bytes.readUInt32LE(index + GROUPS);
  const directory = bytes.readUInt32LE(index + DIRECTORY);
  let sum = 0;
  for (let chunk = 0; chunk < bytes.readUInt32LE(index + CHUNKS); chunk++) {
    if (bytes.readUInt32LE(directory + chunk * 4) === 0) continue;
    sum += Math.min(groups - chunk * CHUNK_GROUPS, CHUNK_GROUPS) * GROUP_BYTES;
  }
  return sum;
}
