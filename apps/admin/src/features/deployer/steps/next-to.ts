import type { LaidSteps } from './layer-steps.ts';

/** Right: a step that needs this one; left: one that it needs; up and down: within the column. */
export function nextTo(
  name: string | undefined,
  key: string,
  { steps, lines }: LaidSteps,
): string | undefined {
  const at = steps.find((step) => step.name === name);
  if (!at) return undefined;
  if (key === 'ArrowRight') return lines.find(({ from }) => from === name)?.to;
  if (key === 'ArrowLeft') return lines.find(({ to }) => to === name)?.from;
  const direction = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (direction === undefined) return undefined;
  return steps
    .filter(({ column, row }) => column === at.column && (row - at.row) * direction > 0)
    .toSorted((a, b) => (a.row - b.row) * direction)[0]?.name;
}
