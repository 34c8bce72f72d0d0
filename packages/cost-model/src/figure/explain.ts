import type { FigureTree } from '@oremill/types';
import { planOf, workOut } from './evaluate.ts';
import type { Figure } from './figure.ts';

/** Where a figure comes from, down to samples, prices and assumptions. What is met twice is told in full each time. */
export function explain(figure: Figure): FigureTree {
  const plan = planOf([figure]);
  const values = workOut(plan, (leaf) => leaf.value);
  return treeOf(figure, new Map(plan.order.map((each, place) => [each, values[place] as number])));
}

function treeOf(figure: Figure, values: ReadonlyMap<Figure, number>): FigureTree {
  const { label, unit } = figure;
  const value = values.get(figure) as number;
  if (figure.kind === 'given') {
    const { spread, origin } = figure;
    const range = spread.kind === 'range' ? { low: spread.low, high: spread.high } : undefined;
    return { label, unit, value, origin, ...(range === undefined ? {} : { range }) };
  }
  return {
    label,
    unit,
    value,
    formula: figure.formula.replace(
      /\{(\d+)\}/g,
      (_, place: string) => figure.inputs[Number(place)]?.label ?? '',
    ),
    inputs: figure.inputs.map((input) => treeOf(input, values)),
  };
}
