import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes, type Codec, text } from '../../src/job/codecs.ts';
import { descendingNumber, orderedNumber, tuple } from '../../src/job/tuple.ts';

function encoded<Value>(codec: Codec<Value>, value: Value): Buffer {
  const data = codec.encode(value);
  return typeof data === 'string' ? Buffer.from(data) : Buffer.from(data);
}

const number = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.constantFrom(0, -0, 1, -1, Number.MIN_VALUE, Number.MAX_VALUE, Infinity, -Infinity),
);
/** Short texts over few letters, zero bytes among them, so that one is often the beginning of another. */
const word = fc.string({ unit: fc.constantFrom('\0', '\x01', 'a', 'b', 'é', '\u{1f600}'), maxLength: 4 });

test('the bytes of orderedNumber sort as the numbers do, and read back', () => {
  fc.assert(
    fc.property(number, number, (a, b) => {
      expect(orderedNumber.decode(encoded(orderedNumber, a))).toBe(a === 0 ? 0 : a);
      const order = Buffer.compare(encoded(orderedNumber, a), encoded(orderedNumber, b));
      expect(order).toBe(a === b ? 0 : a < b ? -1 : 1);
    }),
  );
});

test('the bytes of descendingNumber sort the other way', () => {
  fc.assert(
    fc.property(number, number, (a, b) => {
      const order = Buffer.compare(encoded(descendingNumber, a), encoded(descendingNumber, b));
      expect(order).toBe(a === b ? 0 : a < b ? 1 : -1);
      expect(descendingNumber.decode(encoded(descendingNumber, a))).toBe(a === 0 ? 0 : a);
    }),
  );
});

test('NaN comes after every other number', () => {
  const last = encoded(orderedNumber, Number.NaN);
  expect(Buffer.compare(encoded(orderedNumber, Infinity), last)).toBe(-1);
  expect(orderedNumber.decode(last)).toBeNaN();
});

test('a tuple sorts by its fields in order, by the bytes of each, and reads back', () => {
  const codec = tuple(text, orderedNumber, text);
  fc.assert(
    fc.property(fc.tuple(word, fc.integer(), word), fc.tuple(word, fc.integer(), word), (a, b) => {
      expect(codec.decode(encoded(codec, a))).toEqual(a);
      const fields = [
        Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0])),
        Math.sign(a[1] - b[1]),
        Buffer.compare(Buffer.from(a[2]), Buffer.from(b[2])),
      ];
      const expected = fields.find((order) => order !== 0) ?? 0;
      expect(Buffer.compare(encoded(codec, a), encoded(codec, b))).toBe(expected);
    }),
  );
});

test('a tuple may hold any bytes', () => {
  const codec = tuple(bytes, bytes);
  fc.assert(
    fc.property(fc.uint8Array({ max: 3 }), fc.uint8Array({ max: 255 }), (a, b) => {
      const [first, second] = codec.decode(encoded(codec, [a, b]));
      expect([[...first], [...second]]).toEqual([[...a], [...b]]);
    }),
  );
});

test('a tuple of another length, and a field that its codec refuses, are refused', () => {
  const codec = tuple(text, orderedNumber);
  expect(() => codec.encode(['a'] as unknown as [string, number])).toThrow('2 fields expected');
  expect(() => codec.encode(['a', 'b' as unknown as number])).toThrow('number expected');
});

test('every NaN is one key, and comes last whichever way numbers go', () => {
  const other = new Float64Array(new BigUint64Array([0xfff8000000000001n]).buffer)[0] as number;
  for (const codec of [orderedNumber, descendingNumber]) {
    expect(codec.encode(other)).toBe(codec.encode(Number.NaN));
    expect(codec.decode(encoded(codec, Number.NaN))).toBeNaN();
    expect(Buffer.compare(encoded(codec, -Infinity), encoded(codec, Number.NaN))).toBe(-1);
  }
});
