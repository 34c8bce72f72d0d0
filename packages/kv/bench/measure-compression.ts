import { seededRandom } from '@oremill/runtime';
import type { CompressionAdvice } from '@oremill/types';
import { generateTweets } from '@oremill/workbench/tweets';
import { adviseCompression } from '../src/compress/advise.ts';
import { Reservoir } from '../src/compress/reservoir.ts';

export interface MeasuredCompression {
  readonly advice: CompressionAdvice;
  /** RAM that each choice takes, as a share of what zlib takes value by value; keys and index included. */
  readonly shareOfZlib: Readonly<Record<string, number>>;
}

/** A key of 18 digits, and what a table holds beside keys and values. */
const OTHER_BYTES = 18 + 10;

/** How much memory does a dictionary save on tweet-like JSON, against zlib value by value, and what does a read cost? */
export async function measureCompression({
  values,
  seed,
}: {
  values: number;
  seed: number;
}): Promise<MeasuredCompression> {
  const reservoir = new Reservoir({ random: seededRandom(seed), valuesMax: values });
  for (const { value } of generateTweets({ count: values, seed })) reservoir.offer(value);
  const advice = await adviseCompression(reservoir.sample, {
    dataset: { values: reservoir.values, bytes: reservoir.rawBytes },
  });
  const zlibBytes = advice.choices.find(({ kind }) => kind === 'zlib')?.valueBytes ?? Number.NaN;
  const shares = advice.choices.map(({ name, valueBytes }) => [
    name,
    (valueBytes + OTHER_BYTES) / (zlibBytes + OTHER_BYTES),
  ]);
  return { advice, shareOfZlib: Object.fromEntries(shares) as Record<string, number> };
}
