import type { ReactNode } from 'react';
import { Chart } from '../../../components/chart.tsx';
import type { ChartSeries } from '../../../components/chart-series.ts';
import { Panel } from '../../../components/panel.tsx';
import { formatClock } from '../../../format/time.ts';
import { usePreferences } from '../../../frame/preferences.ts';
import { describeSeries } from './describe-series.ts';

const POINTS_MIN = 2;

/** The course of up to two figures since this page was opened, at most for 15 minutes. */
export function RateChart({
  title,
  rates,
  series,
  format,
  isCount = false,
  aside,
}: {
  title: string;
  rates: readonly { readonly atMs: number }[];
  series: readonly [ChartSeries, ChartSeries?];
  format: (value: number) => string;
  /** A number of things at one moment, and no rate. */
  isCount?: boolean;
  aside?: ReactNode;
}) {
  const { zone } = usePreferences();
  return (
    <Panel title={title} aside={aside}>
      {rates.length < POINTS_MIN ? (
        <p className="panel-body dim">The course appears here while you look.</p>
      ) : (
        <Chart
          summary={describeSeries(series, format)}
          xLabel="Time"
          xValues={rates.map(({ atMs }) => atMs / 1000)}
          formatX={(seconds) => formatClock(seconds * 1000, zone)}
          yLabel={isCount ? title : `${title} a second`}
          series={series}
          formatY={format}
        />
      )}
    </Panel>
  );
}
