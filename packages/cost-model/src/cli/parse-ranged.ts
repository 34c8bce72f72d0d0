import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { Ranged } from '@oremill/types';

/** `0.15`, or `0.05,0.15,0.25`: low, expected, high. */
export function parseRanged(text: string): Ranged {
  const numbers = text.split(',').map(Number);
  const [low = Number.NaN, expected = Number.NaN, high = Number.NaN] = numbers;
  if (numbers.length === 1 && Number.isFinite(low)) return low;
  if (numbers.length === 3 && numbers.every(Number.isFinite)) return { low, expected, high };
  throw new InvalidArgumentError('It has to be a number, or low,expected,high.');
}
