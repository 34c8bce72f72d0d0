import type { Interval, MediumEstimate } from '@oremill/types';
import { SERIES_MAX } from '../charts/series-look.ts';

export interface CourseSeries {
  readonly name: string;
  readonly months: readonly Interval[];
}

/** A series for each medium; where they are too many to be told apart, the last are one. */
export function seriesOf(media: readonly MediumEstimate[]): CourseSeries[] {
  const all = media.map(({ medium, months }) => ({ name: medium, months }));
  if (all.length <= SERIES_MAX) return all;
  const others = all.slice(SERIES_MAX - 1);
  const months = (others[0] as CourseSeries).months.map((_, index) => sumOf(others, index));
  return [...all.slice(0, SERIES_MAX - 1), { name: `${others.length} others`, months }];
}

/** Each series on top of those before it, by its expected values. */
export function stack(
  series: readonly CourseSeries[],
): { name: string; below: readonly number[]; above: readonly number[] }[] {
  let below: readonly number[] = (series[0]?.months ?? []).map(() => 0);
  return series.map(({ name, months }) => {
    const above = months.map(({ expected }, index) => expected + (below[index] as number));
    const layer = { name, below, above };
    below = above;
    return layer;
  });
}

/** Ends are added too: of media of one sample they move together. */
function sumOf(series: readonly CourseSeries[], index: number): Interval {
  const add = (end: keyof Interval) =>
    series.reduce((sum, { months }) => sum + (months[index] as Interval)[end], 0);
  return { low: add('low'), expected: add('expected'), high: add('high') };
}
