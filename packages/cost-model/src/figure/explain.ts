import type { FigureTree } from '@oremill/types';
import { expected } from './evaluate.ts';
import type { Figure } from './figure.ts';

/** Where a figure comes from, down to samples, prices and assumptions. What is met twice is told in full each time. */
export function explain(figure: Figure): FigureTree {
  const { label, unit } = figure;
  const value = expected(figure);
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
    inputs: figure.inputs.map(explain),
  };
}
