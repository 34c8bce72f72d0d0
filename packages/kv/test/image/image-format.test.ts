import { readFileSync } from 'node:fs';
import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { useScratch } from '../scratch.ts';
import { readNaively } from './naive-reader.ts';
import type { Pair } from './records.ts';
import { writePairs } from './test-image.ts';

const scratch = useScratch();

const random = seededRandom(33);
const bytesOf = (most: number) =>
  Buffer.from(Array.from({ length: Math.floor(random() * most) }, () => Math.floor(random() * 256)));
const pairsOf = (count: number, most: number): Required<Pair>[] =>
  Array.from({ length: count }, (_, index) => ({
    key: Buffer.concat([bytesOf(50), Buffer.from(`/${index}`)]),
    value: bytesOf(most),
    expiresAtMs: random() < 0.3 ? 1 + Math.floor(random() * (2 ** 48 - 1)) : 0,
    isCompressed: random() < 0.5,
  }));
const sorted = (pairs: readonly Required<Pair>[]) => pairs.toSorted((a, b) => a.key.compare(b.key));

test.for([
  ['entries of all kinds', pairsOf(1500, 300), true],
  ['entries that all expire', pairsOf(100, 10).map((pair) => ({ ...pair, expiresAtMs: 5 })), true],
  [
    'entries that are all compressed',
    pairsOf(100, 10).map((pair) => ({ ...pair, isCompressed: true })),
    false,
  ],
  ['more than one block', pairsOf(300, 20_000), true],
  ['nothing', [], true],
] as const)('an image of %s is as its reference says', async ([, pairs, isOrdered]) => {
  const dictionary = { id: 3, bytes: Buffer.from('some dictionary') };
  const { path } = await writePairs(scratch(), pairs, { isOrdered, dictionary });
  const read = readNaively(readFileSync(path));
  expect(sorted(read.pairs)).toEqual(sorted(pairs));
  expect(read.ordered).toEqual(isOrdered ? sorted(pairs).map(({ key }) => key) : undefined);
});

test('images of version 1 do not change: who changes their bytes makes a new version', async () => {
  const pairs = Array.from({ length: 1000 }, (_, index) => ({
    key: Buffer.from(`key ${index}`),
    value: Buffer.from('v'.repeat(index % 77)),
    expiresAtMs: index % 10 === 0 ? index + 1 : 0,
    isCompressed: index % 13 === 0,
  }));
  const { description } = await writePairs(scratch(), pairs, { isOrdered: true });
  expect([description.fileBytes, description.checksum]).toEqual([52_408, 2_291_906_716]);
});
