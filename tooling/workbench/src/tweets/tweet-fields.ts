import type { Random } from '@oremill/runtime';
import { WORDS } from './tweet-words.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `Wed May 01 09:12:44 +0000 2013` */
export function date(ms: number): string {
  const [, day, month, year, time] = new Date(ms).toUTCString().split(' ');
  return `${DAYS[new Date(ms).getUTCDay()]} ${month} ${day} ${time} +0000 ${year}`;
}

export function snowflake(random: Random, index: number): string {
  const time = 329_000_000_000_000_000n + BigInt(index) * 1_677_721_600n;
  return String(time + BigInt(Math.floor(random() * 1_677_721_600)));
}

export function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)] as T;
}

export function several<T>(random: Random, most: number, make: () => T): T[] {
  return Array.from({ length: Math.floor(random() ** 2 * (most + 1)) }, make);
}

/** Frequent words come often: the cube puts half of the picks on the first eighth. */
export function word(random: Random): string {
  return WORDS[Math.floor(random() ** 3 * WORDS.length)] as string;
}

export function sentence(random: Random, least: number, most: number): string {
  const count = least + Math.floor(random() * (most - least));
  return Array.from({ length: count }, () => word(random)).join(' ');
}

export function title(random: Random): string {
  return [word(random), word(random)].map((text) => text.charAt(0).toUpperCase() + text.slice(1)).join(' ');
}

export function screenName(random: Random): string {
  return `${word(random)}${random() < 0.5 ? '_' : ''}${word(random)}${digits(random, 3)}`.slice(0, 15);
}

export function shortLink(random: Random): string {
  return `http://t.example/${letters(random, 10)}`;
}

/** Most are small, a few have up to `magnitude` digits. */
export function countOf(random: Random, magnitude: number): number {
  return Math.floor(10 ** (random() * magnitude)) - 1;
}

export function color(random: Random, usual: string): string {
  return random() < 0.4 ? usual : hex(random, 6).toUpperCase();
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

export function letters(random: Random, count: number): string {
  return characters(random, count, ALPHABET);
}

export function digits(random: Random, count: number): string {
  return characters(random, count, '0123456789');
}

export function hex(random: Random, count: number): string {
  return characters(random, count, '0123456789abcdef');
}

function characters(random: Random, count: number, alphabet: string): string {
  let text = '';
  for (let index = 0; index < count; index++) text += alphabet[Math.floor(random() * alphabet.length)];
  return text;
}
