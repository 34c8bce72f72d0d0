import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeStreamField, unescapeStreamField } from '../../src/streaming/stream-field.ts';

const bytes = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ max: 20, maxLength: 8 }));

function escaped(field: string | Uint8Array): Buffer {
  return Buffer.from(escapeStreamField(field) as Uint8Array);
}

function unescaped(field: Uint8Array): Buffer {
  const target = Buffer.alloc(field.length);
  return target.subarray(0, unescapeStreamField(field, 0, field.length, target, 0));
}

describe('a field between the phases', () => {
  test('tab, newline, CR, NUL and 0x01 become two bytes, others stay', () => {
    expect(escaped(Buffer.of(0, 1, 9, 10, 13, 14, 65, 255)).toString('latin1')).toBe(
      '\x01A\x01B\x01J\x01K\x01N\x0eA\xff',
    );
    expect(escapeStreamField('tab\tand ünïcode\n')).toBe('tab\x01Jand ünïcode\x01K');
  });

  test('what needs no escape is given back as it is', () => {
    const field = Buffer.from('ore');
    expect(escapeStreamField(field)).toBe(field);
    expect(escapeStreamField('ore')).toBe('ore');
  });

  test('any bytes read back the same, and hold no end of a field or line', () => {
    fc.assert(
      fc.property(bytes, (field) => {
        const form = escaped(field);
        expect(form.some((byte) => byte === 0 || (byte > 1 && byte <= 13))).toBe(false);
        expect(unescaped(form)).toEqual(Buffer.from(field));
      }),
      { numRuns: 2000 },
    );
  });

  test('text has the form of its bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(escaped(text)).toEqual(escaped(Buffer.from(text)));
      }),
    );
  });

  test('forms are in the order of their bytes', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(Math.sign(Buffer.compare(escaped(a), escaped(b)))).toBe(Math.sign(Buffer.compare(a, b)));
      }),
      { numRuns: 5000 },
    );
  });

  test('0x01 without a letter of an escape stands for itself: a program may have written it', () => {
    expect(unescaped(Buffer.from('\x01a\x01Z\x01\x01A\x01')).toString('latin1')).toBe(
      '\x01a\x01Z\x01\x00\x01',
    );
  });
});
