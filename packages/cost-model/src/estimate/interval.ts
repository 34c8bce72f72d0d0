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
  const sameAs = new Map<string, Float64Array>();
  for (const leaf of leaves) {
    const { spread, value } = leaf;
    if (spread.kind === 'draws') {
      assert.equal(spread.draws.length, draws, `${leaf.label} was drawn ${spread.draws.length} times`);
      drawn.set(leaf, spread.draws);
    } else if (spread.kind === 'range') {
      // What two scenarios both assume varies alike in both, so that their difference is theirs alone.
      const assumption = JSON.stringify([leaf.label, value, spread]);
      const values = sameAs.get(assumption) ?? new Float64Array(draws);
      drawn.set(leaf, values);
      if (sameAs.has(assumption)) continue;
      sameAs.set(assumption, values);
      for (let draw = 0; draw < draws; draw += 1) values[draw] = withinRange(random(), { ...spread, value });
    }
  }
  return drawn;
}

/**
 * Where the share of cases below is `share`: half of them are below the value and half above, each half likelier near
 * the value, in proportion. Where both sides are as long this is the triangle; where the value is an end, half of all
 * cases are that end, so that no interval is beside what is expected.
 */
export function withinRange(
  share: number,
  { low, value, high }: { low: number; value: number; high: number },
): number {
  return share < 0.5
    ? value - (value - low) * (1 - Math.sqrt(2 * share))
    : value + (high - value) * (1 - Math.sqrt(2 * (1 - share)));
}
