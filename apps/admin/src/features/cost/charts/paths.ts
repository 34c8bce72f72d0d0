export type Point = readonly [number, number];

/** A line through points, for an SVG path. */
export function linePath(points: readonly Point[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
}

/** The area between two lines over the same x. */
export function bandPath(above: readonly Point[], below: readonly Point[]): string {
  return `${linePath([...above, ...below.toReversed()])}Z`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
