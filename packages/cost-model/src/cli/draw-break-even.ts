import type { BreakEven, Estimate, MediumEstimate } from '@oremill/types';
import { MONTH_SECONDS } from '../units/unit-names.ts';
import { showTime, YEAR_SECONDS } from './show-time.ts';

/** Of the media, in their order; the scenario has sixteen at most. */
const MARKS = '123456789abcdefg';
const COLUMNS = 64;
const ROWS = 14;
const AXIS_WIDTH = 10;

/**
 * What a million records cost a month in each medium, by how often each of them is read, both in powers of ten; below,
 * which is the cheapest. '' where no medium has a price.
 */
export function drawBreakEven({ media, breakEvens }: Pick<Estimate, 'media' | 'breakEvens'>): string {
  if (media.length === 0) return '';
  const times = timesAround(breakEvens);
  const costs = media.map((medium) => times.map((time) => costAt(medium, time)));
  const all = costs.flat().filter((cost) => cost > 0);
  const [least, most] = [Math.log10(Math.min(...all)), Math.log10(Math.max(...all))];
  const rowOf = (cost: number) => Math.round(((Math.log10(cost) - least) / (most - least || 1)) * (ROWS - 1));
  const grid = Array.from({ length: ROWS }, () => Array.from(times, () => ' '));
  // The first medium is drawn last: where two are in one place, it is seen.
  for (const [index, line] of [...costs.entries()].reverse()) {
    for (const [column, cost] of line.entries()) {
      const row = grid[ROWS - 1 - rowOf(cost)];
      if (cost > 0 && row) row[column] = MARKS[index] ?? '?';
    }
  }
  const cheapest = times.map((_, column) => MARKS[cheapestOf(costs.map((line) => line[column] ?? 0))]);
  const label = (row: number) =>
    row % 4 === 0 || row === ROWS - 1
      ? (10 ** (most - (row / (ROWS - 1)) * (most - least))).toPrecision(2)
      : '';
  const [first = 0, middle = 0, last = 0] = [0, COLUMNS / 2, COLUMNS - 1].map((column) => times[column]);
  const margin = ' '.repeat(AXIS_WIDTH + 2);
  return [
    'USD a month for a million records, each read once every …',
    ...grid.map((row, index) => `${label(index).padStart(AXIS_WIDTH)} ┤${row.join('')}`.trimEnd()),
    `${' '.repeat(AXIS_WIDTH)} └${'─'.repeat(COLUMNS)}`,
    `${margin}${showTime(first).padEnd(COLUMNS / 2)}${showTime(middle).padEnd(COLUMNS / 2 - 10)}${showTime(last).padStart(10)}`,
    `${'cheapest'.padStart(AXIS_WIDTH)}  ${cheapest.join('')}`,
    `${margin}${media.map(({ medium }, index) => `${MARKS[index]} ${medium}`).join('  ')}`,
  ].join('\n');
}

/** From a minute to a year, and further where two media meet outside. */
function timesAround(breakEvens: readonly BreakEven[]): number[] {
  const met = breakEvens.flatMap(({ secondsBetweenReads }) => secondsBetweenReads?.expected ?? []);
  const from = Math.max(Math.min(60, ...met.map((seconds) => seconds / 10)), 1e-3);
  const to = Math.max(YEAR_SECONDS, ...met.map((seconds) => seconds * 10));
  return Array.from({ length: COLUMNS }, (_, column) => from * (to / from) ** (column / (COLUMNS - 1)));
}

function costAt({ record }: MediumEstimate, seconds: number): number {
  return 1e6 * (record.usdMonth.expected + (record.usdRead * MONTH_SECONDS) / seconds);
}

function cheapestOf(costs: readonly number[]): number {
  return costs.indexOf(Math.min(...costs));
}
