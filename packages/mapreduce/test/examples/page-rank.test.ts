import { expect, test } from 'vitest';
import { generateLinks } from '../../src/sample/links.ts';
import { linesOf, useExamples } from './run-example.ts';

const run = useExamples();

test('page-rank agrees with ranks computed on the whole matrix, dangling pages included', async () => {
  const sample = Buffer.concat([...generateLinks({ bytes: 20_000, seed: 2 })]).toString('utf8');
  const { parts } = await run('page-rank', { links: sample });
  const rows = parts.flat().map((row) => row.split('\t'));
  const expected = plainRanks(linesOf(sample), 0.85);

  expect(new Set(rows.map(([page]) => page))).toEqual(new Set(expected.keys()));
  for (const [page = '', rank] of rows) {
    const ratio = Number(rank) / (expected.get(page) ?? Number.NaN);
    expect(Math.abs(ratio - 1), page).toBeLessThan(0.02);
  }
});

test('page-rank gives shares of one whole, the highest first, all in one part', async () => {
  const { parts } = await run('page-rank', { links: 'a\thub\nb\thub\nc\thub\nhub\ta\na\thub\n' });
  const ranks = (parts[0] ?? []).map((row) => Number(row.split('\t')[1]));
  expect(parts.slice(1).flat()).toEqual([]);
  expect(parts[0]?.map((row) => row.split('\t')[0])).toEqual(['hub', 'a', 'b', 'c']);
  expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
  expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBeCloseTo(1, 12);
});

test('page-rank takes another damping: with none all pages are equal', async () => {
  const { parts } = await run(
    'page-rank',
    { links: 'a\tb\nb\tc\nc\tb\nd\tb\n' },
    { options: { damping: 0 } },
  );
  expect(parts[0]).toEqual(['a\t0.25', 'b\t0.25', 'c\t0.25', 'd\t0.25']);
});

/** Power iteration over the whole graph until nothing moves; a page without links hands its rank to all pages. */
function plainRanks(lines: readonly string[], damping: number): Map<string, number> {
  const links = new Map<string, Set<string>>();
  for (const line of lines) {
    const [from = '', to = ''] = line.split('\t');
    links.set(from, (links.get(from) ?? new Set()).add(to));
    links.set(to, links.get(to) ?? new Set());
  }
  let ranks = new Map([...links.keys()].map((page) => [page, 1 / links.size]));
  for (let iteration = 0; iteration < 200; iteration += 1) {
    const next = new Map([...links.keys()].map((page) => [page, (1 - damping) / links.size]));
    const give = (page: string, rank: number) => next.set(page, (next.get(page) ?? 0) + damping * rank);
    for (const [page, rank] of ranks) {
      const targets = links.get(page) ?? new Set();
      const receivers = targets.size === 0 ? links.keys() : targets;
      for (const target of receivers) give(target, rank / (targets.size || links.size));
    }
    ranks = next;
  }
  return ranks;
}
