import type { Driver } from '@oremill/types';
import { evaluate, expected, leavesOf } from '../figure/evaluate.ts';
import type { Figure, Given } from '../figure/figure.ts';
import { drawLeaves, type IntervalOptions } from './interval.ts';
import { quantile } from './quantile.ts';

/** Which given numbers drive the spread of a total, the largest first; the exact ones do not. */
export function driversOf(total: Figure, options: IntervalOptions): Driver[] {
  const outside = (1 - options.confidence) / 2;
  const drawn = drawLeaves(leavesOf([total]), options);
  const centre = expected(total);
  return [...drawn]
    .map(([leaf, values]) => {
      const ascending = values.toSorted();
      const ends = [outside, 1 - outside].map((share) => withLeaf(total, leaf, quantile(ascending, share)));
      return {
        label: leaf.label,
        low: Math.min(...ends),
        high: Math.max(...ends),
        recordsToHalve: recordsToHalve(leaf),
      };
    })
    .filter(({ low, high }) => high > low || high !== centre)
    .sort((a, b) => b.high - b.low - (a.high - a.low));
}

function withLeaf(total: Figure, changed: Given, value: number): number {
  return evaluate(total, (leaf) => (leaf === changed ? value : leaf.value));
}

/** An error of a mean falls as the root of the count: half of it takes four times the records. */
function recordsToHalve({ spread }: Given): number | undefined {
  return spread.kind === 'draws' ? 3 * spread.records : undefined;
}
