import type { Trend } from '@oremill/types';
import { showMetric } from '../gate/told-verdict.ts';

export const CHART_COLUMNS = 64;
const ROWS = 10;
const AXIS_WIDTH = 10;

/** A figure over runs, the oldest to the left; where a point is of several runs, a line from the lowest to the highest. */
export function drawTrend({ metric, points, isMoreBetter }: Trend): string {
  const title = `${metric}, ${isMoreBetter ? 'more' : 'less'} is better`;
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return `${title}: no run tells it`;
  const least = Math.min(...points.map(({ low }) => low));
  const most = Math.max(...points.map(({ high }) => high));
  const rowOf = (value: number) => Math.round(((value - least) / (most - least || 1)) * (ROWS - 1));
  const lines = Array.from({ length: ROWS }, (_, fromTop) => {
    const row = ROWS - 1 - fromTop;
    const cells = points.map(({ value, low, high }) => {
      if (rowOf(value) === row) return '●';
      return row > rowOf(low) && row < rowOf(high) ? '│' : ' ';
    });
    const isLabelled = fromTop === 0 || row === 0;
    const label = isLabelled ? showMetric(metric, row === 0 ? least : most) : '';
    return `${label.padStart(AXIS_WIDTH)} ┤${cells.join('')}`.trimEnd();
  });
  const begin = `#${first.number}`;
  const end = `#${last.number}`;
  return [
    title,
    ...(least === most ? lines.slice(-1) : lines),
    `${' '.repeat(AXIS_WIDTH)} └${'─'.repeat(points.length)}`,
    `${' '.repeat(AXIS_WIDTH + 2)}${begin}${points.length === 1 ? '' : end.padStart(Math.max(points.length - begin.length, end.length + 1))}`,
  ].join('\n');
}
