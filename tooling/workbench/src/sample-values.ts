import { seededRandom } from '@oremill/runtime';
import { generateTweets } from './tweets/tweets.ts';

export function tweets(count: number, seed = 1): Buffer[] {
  return [...generateTweets({ count, seed })].map(({ value }) => value);
}

/** Nothing shortens them. */
export function noise(bytes: number, seed = 1): Buffer {
  const random = seededRandom(seed);
  return Buffer.from(Array.from({ length: bytes }, () => Math.floor(random() * 256)));
}
