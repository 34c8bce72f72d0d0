import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PARTS_MAX, PLACES, partOfPlace, placeInAll, placeWithin } from '../../src/table/part.ts';

const someParts = fc.integer({ min: 1, max: PARTS_MAX });
const somePrefix = fc.integer({ min: 0, max: PLACES - 1 });
/** Where entries share the upper half of their hash, a place has bits of the lower one, too. */
const someFraction = fc.integer({ min: 0, max: 2 ** 20 - 1 }).map((bits) => bits / 2 ** 20);

test('a place of the whole is a place of its part, and the other way round', () => {
  fc.assert(
    fc.property(someParts, somePrefix, someFraction, (parts, prefix, fraction) => {
      const place = prefix + fraction;
      const part = { part: partOfPlace(place, parts), parts };
      const within = placeWithin(place, part);
      // What a kernel computes: the lower half of a product of 64 bits.
      expect(BigInt(Math.floor(within))).toBe((BigInt(prefix) * BigInt(parts)) & 0xffff_ffffn);
      expect(placeInAll(within, part)).toBe(place);
    }),
  );
});

test('a walk goes on at the first place of the whole that is not before that of the part', () => {
  fc.assert(
    fc.property(someParts, somePrefix, someFraction, somePrefix, (parts, from, fraction, prefix) => {
      const part = { part: partOfPlace(prefix, parts), parts };
      const next = placeInAll(from + fraction, part);
      const isBehind = placeWithin(prefix, part) >= from + fraction;
      expect(prefix >= next).toBe(isBehind);
    }),
  );
});

test('parts begin where the one before ends, and the first place before a part is its own', () => {
  for (let parts = 1; parts <= PARTS_MAX; parts += 1) {
    for (let part = 0; part < parts; part += 1) {
      const start = placeInAll(0, { part, parts });
      expect(partOfPlace(start, parts)).toBe(part);
      if (part > 0) expect(partOfPlace(start - 1, parts)).toBe(part - 1);
      expect(placeWithin(0, { part, parts })).toBe(0);
    }
    expect(placeInAll(0, { part: parts, parts })).toBe(PLACES);
  }
});
