import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Random, seededRandom } from '@oremill/runtime';
import type { Bytes } from '@oremill/types';
import { makeVocabulary, pick } from '../../src/sample/words.ts';
import type { Sample } from '../harness/bench.ts';

const SEED = 4;
const VOCABULARY = 200_000;
const WORDS_PER_LINE_MAX = 24;
const CHUNK_BYTES = 256 * 1024;
const SPACE = 32;
const NEWLINE = 10;

/** Text of words by Zipf's law, one space between two, up to 24 a line. The last word is never cut. */
export function writeWords(folder: string, bytes: Bytes): Sample {
  const input = join(folder, 'words.txt');
  const file = openSync(input, 'w');
  const random = seededRandom(SEED);
  const words = makeWords(random);
  const drawRank = zipfByAlias(words.length);
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let used = 0;
  let left = bytes;
  let leftInLine = 1 + pick(WORDS_PER_LINE_MAX, random);
  for (;;) {
    const word = words[drawRank(random)] as Buffer;
    const isLast = left - (word.length + 1) < LONGEST_BYTES;
    if (used + word.length + 1 > CHUNK_BYTES) {
      writeSync(file, chunk, 0, used);
      used = 0;
    }
    word.copy(chunk, used);
    leftInLine -= 1;
    chunk[used + word.length] = leftInLine === 0 || isLast ? NEWLINE : SPACE;
    if (leftInLine === 0) leftInLine = 1 + pick(WORDS_PER_LINE_MAX, random);
    used += word.length + 1;
    left -= word.length + 1;
    if (isLast) break;
  }
  writeSync(file, chunk, 0, used);
  closeSync(file);
  return { input };
}

const LONGEST_BYTES = 64;

/** Drawn to a word's length before words are ranked by it: the higher, the less a frequent word is a short one. */
const NOISE_BYTES = 112;

/** Frequent words tend to be short, as in a language: with its space a word of the text has 6.8 bytes on average. */
function makeWords(random: Random): Buffer[] {
  const ranked = makeVocabulary(VOCABULARY).map((text) => {
    const word = Buffer.from(text);
    return { word, rank: word.length + random() * NOISE_BYTES };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ word }) => word);
}

/** Draws the k-th of `size` ranks k times less often than the first, at the same cost for each (Walker's aliases). */
function zipfByAlias(size: number): (random: Random) => number {
  const weights = Float64Array.from({ length: size }, (_, rank) => 1 / (rank + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => (weight * size) / total);
  const aliases = new Uint32Array(size);
  const small = [...shares.keys()].filter((rank) => (shares[rank] as number) < 1);
  const large = [...shares.keys()].filter((rank) => (shares[rank] as number) >= 1);
  while (small.length > 0 && large.length > 0) {
    const poor = small.pop() as number;
    const rich = large.at(-1) as number;
    aliases[poor] = rich;
    shares[rich] = (shares[rich] as number) - (1 - (shares[poor] as number));
    if ((shares[rich] as number) < 1) small.push(large.pop() as number);
  }
  // What is left over is 1 but for rounding.
  for (const rank of [...small, ...large]) shares[rank] = 1;
  return (random) => {
    const rank = pick(size, random);
    return random() < (shares[rank] as number) ? rank : (aliases[rank] as number);
  };
}
