import { z } from 'zod';

/**
 * Ids are ULID-like: ten characters of time, then ten of chance, in Crockford's base 32, lower case. They sort
 * by creation time, are safe in paths and URLs, and are said aloud by their last eight.
 */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 10;

export const idSchema = z
  .string()
  .regex(/^[0-9a-hjkmnp-tv-z]{20}$/, 'an id has 20 characters of 0-9 and a-z')
  .describe('20 characters that sort by creation time');

/** `nowMs` since the epoch; `random()` in [0, 1). */
export function newId(nowMs: number, random: () => number): string {
  let time = '';
  for (let rest = nowMs, place = 0; place < TIME_LENGTH; place += 1) {
    time = ALPHABET[rest % 32] + time;
    rest = Math.floor(rest / 32);
  }
  let chance = '';
  while (chance.length < RANDOM_LENGTH) chance += ALPHABET[Math.floor(random() * 32)];
  return time + chance;
}
