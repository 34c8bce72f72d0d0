import { SegmentedControl } from '@mantine/core';
import type { EstimateReply, Interval } from '@oremill/types';
import { useState } from 'react';
import { DataTable } from '../../../components/data-table.tsx';
import { Legend } from '../../../components/legend.tsx';
import { Panel } from '../../../components/panel.tsx';
import { formatUsd, formatUsdShort } from '../../../format/money.ts';
import { bandPath, linePath, type Point } from '../charts/paths.ts';
import { Plot } from '../charts/plot.tsx';
import type { Axis, Scale } from '../charts/scale.ts';
import { seriesLook } from '../charts/series-look.ts';
import { type CourseSeries, seriesOf, stack } from './course-series.ts';

type Way = 'stacked' | 'each';

/** What each month costs: all chosen media together with the band of their total, or each by itself with its own. */
export function CostCourse({ estimate }: { estimate: EstimateReply }) {
  const [way, setWay] = useState<Way>('stacked');
  const { media, allMedia, confidence } = estimate;
  if (allMedia === undefined) return null;
  const series = seriesOf(media);
  const months = allMedia.months.map((_, index) => index + 1);
  const percent = `${Math.round(confidence * 100)} %`;
  const last = allMedia.months.at(-1) as Interval;
  const summary =
    way === 'stacked'
      ? `Kept in ${media.length === 1 ? 'this medium' : `all ${media.length} media`}, month ${months.length} costs ${formatUsd(last.expected)} (${formatUsd(last.low)} to ${formatUsd(last.high)}, ${percent}).`
      : `Month ${months.length} costs ${media.map(({ medium, usdMonth }) => `${formatUsd(usdMonth.expected)} in ${medium}`).join(', ')}.`;
  return (
    <Panel
      title="Cost over time"
      aside={
        <SegmentedControl
          aria-label="How the media are drawn"
          size="xs"
          data={[
            { value: 'stacked', label: 'All together' },
            { value: 'each', label: 'Each by itself' },
          ]}
          value={way}
          onChange={(next) => setWay(next as Way)}
        />
      }
    >
      <Plot
        summary={summary}
        xAxis={{
          label: 'month',
          domain: [1, Math.max(2, months.length)],
          format: String,
          ticks: monthTicks(months.length),
        }}
        yAxis={way === 'stacked' ? axisOfAll(allMedia.months) : axisOfEach(series)}
        xValues={months}
        read={(index) => readMonth(index, series, allMedia.months[index])}
        draw={(x, y) =>
          way === 'stacked' ? (
            <Stacked {...{ x, y, series, total: allMedia.months }} />
          ) : (
            <Each {...{ x, y, series }} />
          )
        }
        legend={
          <Legend
            entries={[
              ...series.map(({ name }, index) => ({ name, color: seriesLook(index).color })),
              ...(way === 'stacked' ? [{ name: `total, ${percent}`, color: 'var(--line-strong)' }] : []),
            ]}
          />
        }
        table={
          <DataTable
            label="Cost of each month"
            rows={months}
            rowKey={String}
            columns={[
              { name: 'month', header: 'Month', align: 'end', cell: String },
              ...media.map(({ medium, months: all }) => ({
                name: medium,
                header: medium,
                align: 'end' as const,
                cell: (month: number) => formatUsd(all[month - 1]?.expected ?? Number.NaN),
              })),
              ...(['low', 'expected', 'high'] as const).map((end) => ({
                name: end,
                header: `total, ${end}`,
                align: 'end' as const,
                cell: (month: number) => formatUsd(allMedia.months[month - 1]?.[end] ?? Number.NaN),
              })),
            ]}
          />
        }
      />
    </Panel>
  );
}

function axisOfAll(months: readonly Interval[]): Axis {
  const top = Math.max(...months.map(({ high }) => high));
  return { label: 'USD a month', domain: [0, top * 1.05], format: formatUsdShort };
}

/** Media differ by factors, and so does this axis. */
function axisOfEach(series: readonly CourseSeries[]): Axis {
  const all = series.flatMap(({ months }) => months);
  const low = Math.min(...all.flatMap((month) => (month.low > 0 ? month.low : [])));
  const high = Math.max(...all.map((month) => month.high));
  return {
    label: 'USD a month, each step a factor',
    domain: [Number.isFinite(low) ? low / 1.2 : 0, high * 1.2],
    isLog: true,
    format: formatUsdShort,
  };
}

function Stacked({
  x,
  y,
  series,
  total,
}: {
  x: Scale;
  y: Scale;
  series: readonly CourseSeries[];
  total: readonly Interval[];
}) {
  const at = (values: readonly number[]) => values.map((value, index): Point => [x(index + 1), y(value)]);
  return (
    <>
      {stack(series).map(({ name, below, above }, index) => (
        <g key={name}>
          <path d={bandPath(at(above), at(below))} fill={seriesLook(index).color} opacity={0.35} />
          <Line points={at(above)} index={index} />
        </g>
      ))}
      <path
        className="plot-band"
        d={bandPath(at(total.map(({ high }) => high)), at(total.map(({ low }) => low)))}
      />
    </>
  );
}

function Each({ x, y, series }: { x: Scale; y: Scale; series: readonly CourseSeries[] }) {
  const at = (values: readonly number[]) => values.map((value, index): Point => [x(index + 1), y(value)]);
  return series.map(({ name, months }, index) => (
    <g key={name}>
      <path
        d={bandPath(at(months.map(({ high }) => high)), at(months.map(({ low }) => low)))}
        fill={seriesLook(index).color}
        opacity={0.25}
      />
      <Line points={at(months.map(({ expected }) => expected))} index={index} />
    </g>
  ));
}

function Line({ points, index }: { points: readonly Point[]; index: number }) {
  const { color, dash } = seriesLook(index);
  return <path d={linePath(points)} fill="none" stroke={color} strokeWidth={2} strokeDasharray={dash} />;
}

function readMonth(index: number, series: readonly CourseSeries[], total: Interval | undefined): string {
  const parts = series.map(({ name, months }) => `${name} ${formatUsd(months[index]?.expected ?? 0)}`);
  const sum = total
    ? `, together ${formatUsd(total.expected)} (${formatUsd(total.low)} – ${formatUsd(total.high)})`
    : '';
  return `Month ${index + 1}: ${parts.join(', ')}${series.length > 1 ? sum : ''}`;
}

function monthTicks(count: number): number[] {
  const step = [1, 2, 3, 6, 12, 24].find((one) => count / one <= 12) ?? 24;
  return [1, ...Array.from({ length: Math.floor(count / step) }, (_, index) => (index + 1) * step)];
}
