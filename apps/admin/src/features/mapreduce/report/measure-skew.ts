import type { StepReport } from '@oremill/types';

export interface Skew {
  /** From 1. */
  readonly step: number;
  readonly rowsMax: number;
  readonly rowsMedian: number;
  /** The largest part in medians; undefined when the median is empty. */
  readonly ratio: number | undefined;
  readonly largestGroup: StepReport['largestGroup'];
  /** Pairs of the largest key over all pairs that were shuffled, 0 to 1. */
  readonly keyShare: number | undefined;
}

/** How unevenly each finished step divided its rows; the most uneven first. */
export function measureSkew(steps: readonly StepReport[]): Skew[] {
  return steps
    .flatMap((report, index): Skew[] => {
      const { rowsMax, rowsMedian, largestGroup, spilledPairs, endedMs, reduceTasks } = report;
      // What its largest part is, a step tells when it ends; one part alone is neither large nor small.
      if (endedMs === undefined || reduceTasks === 0) return [];
      if (reduceTasks === 1 && largestGroup === undefined) return [];
      return [
        {
          step: index + 1,
          rowsMax,
          rowsMedian,
          ratio: rowsMedian > 0 ? rowsMax / rowsMedian : undefined,
          largestGroup,
          keyShare:
            largestGroup && spilledPairs > 0 ? Math.min(1, largestGroup.pairs / spilledPairs) : undefined,
        },
      ];
    })
    .toSorted((a, b) => weightOf(b) - weightOf(a));
}

/** Parts that are empty but for some weigh most. */
function weightOf({ ratio, rowsMax }: Skew): number {
  if (ratio !== undefined) return ratio;
  return rowsMax > 0 ? Number.POSITIVE_INFINITY : 0;
}
