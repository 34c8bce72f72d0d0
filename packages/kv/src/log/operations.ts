import assert from 'node:assert/strict';
import type { SetOptions } from '../table/entries.ts';
import {
  COMPRESSED,
  EXPIRES,
  EXPIRY_BYTES,
  encodeRecord,
  LENGTH_UNIT_MAX,
  recordBytesMax,
  writeBytes,
  writeLength,
} from '../table/record.ts';

/** What operations are done to: a table, when they are replayed. */
export interface OperationTarget {
  set(key: Uint8Array, value: Uint8Array, options?: SetOptions): void;
  /** Where it is there, a set comes as the record between these places instead. */
  setRecord?(bytes: Buffer, start: number, end: number): void;
  delete(key: Uint8Array): unknown;
  setExpiry(key: Uint8Array, expiresAtMs: number): unknown;
  clear(): void;
}

/**
 * Operations state what is, not what was done: to replay them over a table that has seen some of them gives the same
 * table. A set holds a record as tables do (kernels/table/layout.as).
 */
const SET = 1;
const DELETE = 2;
const EXPIRE = 3;
const CLEAR = 4;

/** No operation on this key and value takes more. */
export function operationBytesMax(keyBytes: number, valueBytes = 0): number {
  return 1 + recordBytesMax(keyBytes, valueBytes);
}

/** Returns where the operation ends, as all of these. */
export function encodeSet(
  target: Buffer,
  start: number,
  key: Uint8Array,
  value: Uint8Array,
  options: SetOptions,
): number {
  target[start] = SET;
  return encodeRecord(target, start + 1, key, value, options);
}

export function encodeDelete(target: Buffer, start: number, key: Uint8Array): number {
  target[start] = DELETE;
  return writeBytes(target, key, writeLength(target, key.length, start + 1));
}

export function encodeExpire(target: Buffer, start: number, key: Uint8Array, expiresAtMs: number): number {
  target[start] = EXPIRE;
  const at = writeLength(target, key.length, start + 1);
  return writeBytes(target, key, target.writeUIntLE(expiresAtMs, at, EXPIRY_BYTES));
}

export function encodeClear(target: Buffer, start: number): number {
  target[start] = CLEAR;
  return start + 1;
}

/** Does all operations of a frame in order and counts them. Throws RangeError where they are none. */
export function doOperations(operations: Buffer, target: OperationTarget): number {
  let count = 0;
  let at = 0;
  const skip = (bytes: number): number => {
    if (bytes > operations.length - at) throw new RangeError('an operation ends behind its frame');
    at += bytes;
    return at - bytes;
  };
  const takeBytes = (bytes: number): Buffer => {
    const start = skip(bytes);
    return operations.subarray(start, start + bytes);
  };
  const takeLength = (): number => {
    let length = 0;
    for (let unit = 1; ; unit *= 0x80) {
      const byte = operations[skip(1)] as number;
      length += (byte & 0x7f) * unit;
      if (byte < 0x80) return length;
      if (unit > LENGTH_UNIT_MAX) throw new RangeError('a length has no end');
    }
  };
  const takeExpiry = (): number => operations.readUIntLE(skip(EXPIRY_BYTES), EXPIRY_BYTES);
  while (at < operations.length) {
    const kind = operations[at++] as number;
    switch (kind) {
      case SET: {
        const start = at;
        const head = takeLength();
        const valueBytes = takeLength();
        const expiresAtMs = (head & EXPIRES) === 0 ? 0 : takeExpiry();
        const keyBytes = Math.floor(head / 4);
        if (target.setRecord) {
          skip(keyBytes + valueBytes);
          target.setRecord(operations, start, at);
        } else {
          const key = takeBytes(keyBytes);
          target.set(key, takeBytes(valueBytes), { isCompressed: (head & COMPRESSED) !== 0, expiresAtMs });
        }
        break;
      }
      case DELETE:
        target.delete(takeBytes(takeLength()));
        break;
      case EXPIRE: {
        const keyBytes = takeLength();
        const expiresAtMs = takeExpiry();
        target.setExpiry(takeBytes(keyBytes), expiresAtMs);
        break;
      }
      case CLEAR:
        target.clear();
        break;
      default:
        throw new RangeError(`there is no operation ${kind}`);
    }
    count += 1;
  }
  return count;
}

/** The keys of operations that are nothing but deletions, as copies. */
export function readDeletes(operations: Buffer): Buffer[] {
  const keys: Buffer[] = [];
  const other = () => assert.fail('an operation that is no deletion');
  const target = { set: other, setExpiry: other, clear: other };
  doOperations(operations, { ...target, delete: (key) => keys.push(Buffer.from(key)) });
  return keys;
}
