import { seededRandom } from '@oremill/runtime';

const SEED = 12;
/** Prime, and no divisor of any count: numbers come in no order, and none twice. */
const STRIDE = 7_368_787;

/** Small pairs, 10 million in the large size: keys of 16 to 24 bytes in no order, values of 24 to 40. */
export function* smallPairs(count = 10_000_000): Generator<string, void> {
  const random = seededRandom(SEED);
  for (let index = 0; index < count; index += 1) {
    const number = (index * STRIDE) % count;
    const key = `user:${number.toString().padStart(11 + (number % 9), '0')}`;
    const half = Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
    const value = `${half}${half}${half}${half}${half}`.slice(0, 24 + Math.floor(random() * 17));
    yield `${key}\t${value}`;
  }
}
