import type { Estimate } from '@oremill/types';
import { showNumber } from './draw-tree.ts';

/** Of the media, from the bottom to the top. */
const FILLS = ['█', '▒', '░', '▓', '#', '+', '=', 'o', '%', '*', ':', '@', '~', 'x', '-', '.'];
const BAND = '│';
const ROWS = 14;
const COLUMNS_MAX = 36;
const AXIS_WIDTH = 10;

/** What all media cost month after month, one upon the other, and beside each month its interval; '' where none has a price. */
export function drawCourse({ media, allMedia, confidence }: Estimate): string {
  if (allMedia === undefined) return '';
  const months = someOf(allMedia.months.length);
  const highest = Math.max(...allMedia.months.map(({ high }) => high), Number.MIN_VALUE);
  const step = highest / ROWS;
  const stacks = months.map((month) =>
    stackAt(media.map(({ months: costs }) => costs[month]?.expected ?? 0)),
  );
  const lines = Array.from({ length: ROWS }, (_, fromTop) => {
    const row = ROWS - 1 - fromTop;
    const middle = (row + 0.5) * step;
    const cells = months.map((month, place) => {
      const { low = 0, high = 0 } = allMedia.months[month] ?? {};
      const filled = stacks[place]?.findIndex((top) => middle <= top) ?? -1;
      // An interval that is thinner than a row is in one all the same.
      const lowest = Math.min(Math.floor(low / step), ROWS - 1);
      const isInBand = row >= lowest && row < Math.max(Math.ceil(high / step), lowest + 1);
      return `${FILLS[filled] ?? ' '}${isInBand ? BAND : ' '}`;
    });
    const label = row % 4 === 1 || fromTop === 0 ? showNumber(Number(((row + 1) * step).toPrecision(3))) : '';
    return `${label.padStart(AXIS_WIDTH)} ┤${cells.join('')}`.trimEnd();
  });
  const last = allMedia.months.length;
  const legend = media.map(({ medium }, index) => `${FILLS[index]} ${medium}`).join('  ');
  return [
    'USD a month, all media',
    ...lines,
    `${'0'.padStart(AXIS_WIDTH)} └${'──'.repeat(months.length)}`,
    `${' '.repeat(AXIS_WIDTH + 2)}${'1'.padEnd(Math.max(months.length * 2 - String(last).length - 1, 1))}${last === 1 ? '' : last} month`,
    `${' '.repeat(AXIS_WIDTH + 2)}${legend}  ${BAND} ${Math.round(confidence * 100)} % of all`,
  ].join('\n');
}

/** All months, or as many as there is room for, the first and the last among them. */
function someOf(count: number): number[] {
  const shown = Math.min(count, COLUMNS_MAX);
  return Array.from({ length: shown }, (_, place) =>
    shown === 1 ? 0 : Math.round((place * (count - 1)) / (shown - 1)),
  );
}

/** Where each of the costs ends when it stands on those before. */
function stackAt(costs: readonly number[]): number[] {
  let top = 0;
  return costs.map((cost) => {
    top += cost;
    return top;
  });
}
