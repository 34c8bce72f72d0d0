import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  doOperations,
  encodeClear,
  encodeDelete,
  encodeExpire,
  encodeSet,
  operationBytesMax,
} from '../../src/log/operations.ts';

type Operation =
  | { kind: 'set'; key: Uint8Array; value: Uint8Array; isCompressed: boolean; expiresAtMs: number }
  | { kind: 'delete'; key: Uint8Array }
  | { kind: 'expire'; key: Uint8Array; expiresAtMs: number }
  | { kind: 'clear' };

const anyBytes = fc.uint8Array({ maxLength: 300 });
const anyTime = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2 ** 48 - 1 }));
const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    kind: fc.constant('set' as const),
    key: anyBytes,
    value: anyBytes,
    isCompressed: fc.boolean(),
    expiresAtMs: anyTime,
  }),
  fc.record({ kind: fc.constant('delete' as const), key: anyBytes }),
  fc.record({ kind: fc.constant('expire' as const), key: anyBytes, expiresAtMs: anyTime }),
  fc.record({ kind: fc.constant('clear' as const) }),
);

function encode(operations: readonly Operation[]): Buffer {
  const target = Buffer.alloc(operations.length * operationBytesMax(300, 300));
  let end = 0;
  for (const operation of operations) {
    const start = end;
    if (operation.kind === 'set') end = encodeSet(target, end, operation.key, operation.value, operation);
    else if (operation.kind === 'delete') end = encodeDelete(target, end, operation.key);
    else if (operation.kind === 'expire') {
      end = encodeExpire(target, end, operation.key, operation.expiresAtMs);
    } else end = encodeClear(target, end);
    const keyBytes = 'key' in operation ? operation.key.length : 0;
    const valueBytes = 'value' in operation ? operation.value.length : 0;
    expect(end - start).toBeLessThanOrEqual(operationBytesMax(keyBytes, valueBytes));
  }
  return target.subarray(0, end);
}

function decode(bytes: Buffer): Operation[] {
  const operations: Operation[] = [];
  const count = doOperations(bytes, {
    set: (key, value, options) =>
      operations.push({
        kind: 'set',
        key: Uint8Array.from(key),
        value: Uint8Array.from(value),
        isCompressed: options?.isCompressed ?? false,
        expiresAtMs: options?.expiresAtMs ?? 0,
      }),
    delete: (key) => operations.push({ kind: 'delete', key: Uint8Array.from(key) }),
    setExpiry: (key, expiresAtMs) =>
      operations.push({ kind: 'expire', key: Uint8Array.from(key), expiresAtMs }),
    clear: () => operations.push({ kind: 'clear' }),
  });
  expect(count).toBe(operations.length);
  return operations;
}

test('what is read is what was written, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.array(anyOperation, { maxLength: 20 }), (operations) => {
      expect(decode(encode(operations))).toEqual(operations);
    }),
  );
});

test('an operation that is cut, or is none, is refused and never read over', () => {
  const whole = encode([
    { kind: 'set', key: Buffer.alloc(200, 1), value: Buffer.alloc(9), isCompressed: false, expiresAtMs: 5 },
  ]);
  for (let bytes = 1; bytes < whole.length; bytes += 1) {
    expect(() => decode(whole.subarray(0, bytes))).toThrow('ends behind its frame');
  }
  expect(() => decode(Buffer.from([5]))).toThrow('there is no operation 5');
  expect(() => decode(Buffer.from([0]))).toThrow('there is no operation 0');
  expect(() => decode(Buffer.from([2, ...Array.from({ length: 20 }, () => 0xff)]))).toThrow(
    'a length has no end',
  );
});
