import fc from 'fast-check';
import { expect, test } from 'vitest';
import { otherFields, table } from '../../src/job/table.ts';

const letter = fc.constantFrom(
  'a',
  ' ',
  '\\',
  '\t',
  '\n',
  '\r',
  '\0',
  'é',
  '\u{1f600}',
  '\ud800',
  '~',
  '\x0e',
);
const cell = fc.oneof(
  fc.string({ unit: letter, maxLength: 8 }),
  fc.string({ unit: 'grapheme', minLength: 60, maxLength: 70 }),
  fc.integer({ min: -12, max: 12 }),
  fc.double(),
  fc.constantFrom(-0, 0, 9, 10, 0.5, null, undefined, true, Number.MAX_SAFE_INTEGER),
);

/** What `act` gives, or what it throws, in words. */
function outcome(act: () => string): string {
  try {
    return act();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

test.each(['tsv-raw', 'tsv-escaped'] as const)(
  'a row as bytes is the row that is written as text, its refusals as well: %s',
  (encoding) => {
    const all = table(encoding, [
      ['key', 'text'],
      ['name', 'text'],
      ['count', 'integer'],
      ['mean', 'float'],
    ]);
    const others = otherFields(all);
    fc.assert(
      fc.property(cell, cell, cell, (name, count, mean) => {
        const cells = [name, count, mean] as [string, number, number];
        const asBytes = outcome(() => Buffer.from(others.encode(cells) as Uint8Array).toString('utf8'));
        const asText = outcome(() => String(all.encodeRow(['k', ...cells])).slice('k\t'.length));
        expect(asBytes).toBe(asText);
      }),
      { numRuns: 3000 },
    );
  },
);

test('a key and a value may be rows of the same codec, and a row longer than the buffer has room', () => {
  const others = otherFields(
    table('tsv-raw', [
      ['key', 'text'],
      ['name', 'text'],
    ]),
  );
  const long = 'é'.repeat(5000);
  const [first, second] = [others.encode(['one']), others.encode([long])];
  expect([Buffer.from(first as Uint8Array).toString(), Buffer.from(second as Uint8Array).toString()]).toEqual(
    ['one', long],
  );
  expect(() => others.encode(['a', 'b'] as unknown as [string])).toThrow('2 values for 1 columns');
});
