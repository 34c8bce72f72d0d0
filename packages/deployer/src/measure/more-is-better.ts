/** Of these more is better, of all others less. */
const MORE_IS_BETTER = new Set(['coverage.lines', 'coverage.branches', 'tests.total', 'size.comment']);

export function isMoreBetter(metric: string): boolean {
  return MORE_IS_BETTER.has(metric);
}
