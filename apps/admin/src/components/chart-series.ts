export interface ChartSeries {
  readonly name: string;
  /** One for each x; null where nothing is known, which leaves a gap. */
  readonly values: readonly (number | null)[];
}

/** Of the first series and of the second. */
export const SERIES_COLORS = ['--series-1', '--series-2'] as const;
