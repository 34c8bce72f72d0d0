import type { ChartSeries } from '../../../components/chart-series.ts';

/** A chart in a sentence: what each line is now, and the most that it was. */
export function describeSeries(
  series: readonly (ChartSeries | undefined)[],
  format: (value: number) => string,
): string {
  const parts = series.flatMap((one) => {
    const known = (one?.values ?? []).filter((value) => value !== null);
    const last = known.at(-1);
    if (!one || last === undefined) return [];
    return `${one.name} ${format(last)} now, ${format(Math.max(...known))} at most`;
  });
  return parts.length === 0 ? 'Nothing was measured.' : `${parts.join('; ')}.`;
}
