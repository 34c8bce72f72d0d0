import { expect, test } from 'vitest';
import { addressOf, isAddressable } from '../../src/api/value-address.ts';

test('what the rules for addresses would change cannot be asked for by address', () => {
  expect(
    ['a', 'a/b', '..a', '%2e', '', '.', '..', { base64: '/w==' }, 'ä'.repeat(1400)].map(isAddressable),
  ).toEqual([true, true, true, true, false, false, false, false, false]);
});

test('an address holds the key as it is, whatever signs it has', () => {
  expect(addressOf('bookmarks', 'a/b?c#d %é')).toBe('/kv/bookmarks/a%2Fb%3Fc%23d%20%25%C3%A9');
});
