import type { Distribution } from '@oremill/types';

type Bin = Distribution['bins'][number];

/**
 * The mean count of parts that records are cut into, each record rounded up. `sizes` tells how records lie around a mean;
 * they are taken to lie alike around `mean`, and evenly within each bin.
 */
export function partsOf(sizes: Distribution, mean: number, part: number): number {
  return meanOver(sizes, mean, (from, to) => {
    if (to === from) return Math.max(Math.ceil(to / part), 1);
    return (roundedArea(to / part) - roundedArea(from / part)) / ((to - from) / part);
  });
}

/** What records of less than `least` bytes lack of it, in the mean over all of them. */
export function shortageOf(sizes: Distribution, mean: number, least: number): number {
  return meanOver(sizes, mean, (from, to) => {
    if (from >= least) return 0;
    if (to <= least) return least - (from + to) / 2;
    return (least - from) ** 2 / 2 / (to - from);
  });
}

/** The area below what all numbers from 0 on are rounded up to. */
function roundedArea(to: number): number {
  const whole = Math.floor(to);
  return (whole * (whole + 1)) / 2 + (to - whole) * (whole + 1);
}

function meanOver(
  { bins: all, min }: Distribution,
  mean: number,
  of: (from: number, to: number) => number,
): number {
  // The first bin is told from 0 on, and has nothing below the smallest size.
  const bins = all.map(({ from, to, count }) => ({ from: Math.max(from, min), to, count }));
  const over = (each: (bin: Bin) => number) =>
    bins.reduce((sum, bin) => sum + bin.count * each(bin), 0) /
    bins.reduce((sum, { count }) => sum + count, 0);
  // That of the bins, which is near the one that was measured: so what holds for all sizes holds for their mean.
  const middle = over(({ from, to }) => (from + to) / 2);
  const scale = middle === 0 ? 1 : mean / middle;
  return over(({ from, to }) => of(from * scale, to * scale));
}
