import assert from 'node:assert/strict';
import type { Random } from '@oremill/runtime';
import type { Interval } from '@oremill/types';
import { leavesOf, planOf, workOut } from '../figure/evaluate.ts';
import type { Figure, Given } from '../figure/figure.ts';
import { quantile } from './quantile.ts';

export interface IntervalOptions {
  /** Share of cases in which the truth is inside, as 0.9. */
  readonly confidence: number;
  readonly draws: number;
  readonly random: Random;
}

/** Low, expected and high of each figure, when all given numbers vary as they may. */
export function intervalsOf(figures: readonly Figure[], options: IntervalOptions): Interval[] {
  const { confidence, draws } = options;
  const drawn = drawLeaves(leavesOf(figures), options);
  const plan = planOf(figures);
  // What rests on no number that varies is worked out once: over a hundred months that is most of the work.
  const isFixed: boolean[] = [];
  for (const [index, figure] of plan.order.entries()) {
    isFixed.push(
      figure.kind === 'given'
        ? !drawn.has(figure)
        : (plan.inputs[index] as readonly number[]).every((input) => isFixed[input]),
    );
  }
  const at = workOut(plan, (leaf) => leaf.value);
  const centres = plan.places.map((place) => at[place] as number);
  const values = figures.map(() => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw += 1) {
    workOut(plan, (leaf) => drawn.get(leaf)?.[draw] ?? leaf.value, { values: at, isFixed });
    for (const [index, place] of plan.places.entries()) {
      (values[index] as Float64Array)[draw] = at[place] as number;
    }
  }
  return values.map((drawnValues, index) => {
    const ascending = drawnValues.sort();
    const outside = (1 - confidence) / 2;
    return {
      low: quantile(ascending, outside),
      expected: centres[index] as number,
      high: quantile(ascending, 1 - outside),
    };
  });
}

/** Of each given number that is not exact, as many values as there are draws. */
export function drawLeaves(
  leaves: readonly Given[],
  { draws, random }: Pick<IntervalOptions, 'draws' | 'random'>,
): Map<Given, Float64Array> {
  const drawn = new Map<Given, Float64Array>();
  for (const leaf of leaves) {
    const { spread, value } = leaf;
    if (spread.kind === 'draws') {
      assert.equal(spread.draws.length, draws, `${leaf.label} was drawn ${spread.draws.length} times`);
      drawn.set(leaf, spread.draws);
    } else if (spread.kind === 'range') {
      const values = new Float64Array(draws);
      for (let draw = 0; draw < draws; draw += 1) values[draw] = triangular(random(), { ...spread, value });
      drawn.set(leaf, values);
    }
  }
  return drawn;
}

/** Where the share of a triangle's area on its left is `share`; its corners are low, value and high. */
function triangular(
  share: number,
  { low, value, high }: { low: number; value: number; high: number },
): number {
  if (high === low) return low;
  const left = (value - low) / (high - low);
  return share < left
    ? low + Math.sqrt(share * (high - low) * (value - low))
    : high - Math.sqrt((1 - share) * (high - low) * (high - value));
}
