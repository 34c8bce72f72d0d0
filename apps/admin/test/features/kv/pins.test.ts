import { expect, test } from 'vitest';
import { describePins, pinsOf, toPins } from '../../../src/features/kv/pins.ts';

const pins = { users: { ana: 2, ben: 3 }, share: { version: 2, percent: 10 } };

test('a version names those who are pinned to it', () => {
  expect([pinsOf(pins, 2), pinsOf(pins, 3), pinsOf(pins, 1), pinsOf(undefined, 2)]).toEqual([
    'ana, 10 % of connections',
    'ben',
    '',
    '',
  ]);
});

test('lines without a name and a share of nothing are no pins', () => {
  expect(
    toPins(
      [
        { user: ' ana ', version: 2 },
        { user: '', version: 3 },
      ],
      { version: 2, percent: 0 },
    ),
  ).toEqual({ users: { ana: 2 } });
  expect(toPins([], { version: 2, percent: 5 })).toEqual({ users: {}, share: { version: 2, percent: 5 } });
});

test('each pin is said in a sentence, and that there is none too', () => {
  expect(describePins(pins, 3)).toEqual([
    'ana sees version 2.',
    'ben sees version 3, whatever is served.',
    '10 % of connections see version 2, the others version 3.',
  ]);
  expect(describePins({ users: {} }, 3)).toEqual(['Everybody sees version 3, which is served.']);
});
