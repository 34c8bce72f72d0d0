import { join } from 'node:path';
import { expect, test } from 'vitest';
import { events } from '../../bench/events.bench.ts';
import type { Bench } from '../../bench/harness/bench.ts';
import { findProgram } from '../../bench/harness/programs.ts';
import { runBench } from '../../bench/harness/run-bench.ts';
import { scaling } from '../../bench/scaling.bench.ts';
import { sort } from '../../bench/sort.bench.ts';
import { tagStatistics } from '../../bench/tag-statistics.bench.ts';
import { wordCount } from '../../bench/word-count.bench.ts';
import { useScratch } from '../scratch.ts';

const scratch = useScratch();
const KIB = 1024;

test.each([
  { bench: tagStatistics, sizes: [2048 * KIB] },
  { bench: events, sizes: [512 * KIB] },
  { bench: sort, sizes: [512 * KIB] },
  { bench: wordCount, sizes: [512 * KIB] },
  { bench: scaling, sizes: [64 * KIB, 256 * KIB] },
])('$bench.name: all that this machine has gives the output of the reference', async ({ bench, sizes }) => {
  const cache = join(scratch(), 'cache');

  const result = await runBench(bench, {
    sizes,
    rounds: 0,
    workers: 2,
    memoryBytes: 512 * 2 ** 20,
    cache,
    mayInstall: false,
  });

  expect(result.sizes).toHaveLength(sizes.length);
  for (const { rows, peers } of result.sizes) {
    expect(rows).toBeGreaterThan(0);
    expect(peers.map(({ peer }) => peer.name)).toEqual(presentPeers(bench, cache));
    const different = peers.filter(({ difference }) => difference.missing + difference.extra > 0);
    expect(different.filter(({ peer }) => peer.mayDiffer === undefined)).toEqual([]);
  }
});

/** Slow ones are measured in the first round that counts, and here none does. */
function presentPeers({ peers }: Bench, cache: string): string[] {
  return peers
    .filter(({ program, isSlow }) => {
      if (isSlow) return false;
      return program === undefined || findProgram(program, { cache, mayInstall: false }).kind === 'found';
    })
    .map(({ name }) => name);
}
