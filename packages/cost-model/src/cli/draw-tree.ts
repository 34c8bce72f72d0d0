import type { FigureTree } from '@oremill/types';

/** A figure and all that it is worked out of, a line each. */
export function drawTree(tree: FigureTree, depth = 0): string {
  const { label, value, unit, formula, range, origin, inputs = [] } = tree;
  const indent = '  '.repeat(depth);
  const between = range ? `, between ${showNumber(range.low)} and ${showNumber(range.high)}` : '';
  const lines = [`${indent}${label} = ${showNumber(value)} ${unit === '1' ? '' : unit}${between}`.trimEnd()];
  if (formula !== undefined) lines.push(`${indent}  = ${formula}`);
  if (origin?.kind === 'assumption') lines.push(`${indent}  assumed: ${origin.because}`);
  if (origin?.kind === 'sample') lines.push(`${indent}  measured: ${origin.statistic} in ${origin.sample}`);
  if (origin?.kind === 'measured') lines.push(`${indent}  measured: ${origin.where}`);
  if (origin?.kind === 'price') {
    lines.push(`${indent}  price: ${origin.book}, ${origin.date}, ${origin.address}`);
    lines.push(`${indent}  quoted: ${origin.quote}`);
  }
  if (origin?.kind === 'document') {
    lines.push(`${indent}  document: ${origin.date}, ${origin.address}`);
    lines.push(`${indent}  quoted: ${origin.quote}`);
  }
  return [...lines, ...inputs.map((input) => drawTree(input, depth + 1))].join('\n');
}

/** Six digits are more than any of these is sure of. */
export function showNumber(value: number): string {
  return Number(value.toPrecision(6)).toLocaleString('en-US', { maximumSignificantDigits: 6 });
}
