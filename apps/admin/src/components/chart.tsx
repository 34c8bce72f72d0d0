import { Button } from '@mantine/core';
import { lazy, Suspense, useId, useState } from 'react';
import './chart.css';
import { type ChartSeries, SERIES_COLORS } from './chart-series.ts';
import { DataTable, type TableColumn } from './data-table.tsx';
import { Legend } from './legend.tsx';
import { Unknown } from './unknown.tsx';

export interface ChartProps {
  /** The figure in a sentence, for those who do not see it. */
  readonly summary: string;
  readonly xLabel: string;
  readonly xValues: readonly number[];
  readonly formatX: (value: number) => string;
  readonly yLabel: string;
  /** At most two: the second is dashed. */
  readonly series: readonly [ChartSeries, ChartSeries?];
  readonly formatY: (value: number) => string;
  /** Goes to what a point stands for: by a click or Enter, and by its row of the table. */
  readonly onOpen?: (index: number) => void;
}

const ChartCanvas = lazy(() =>
  import('./chart-canvas.tsx').then(({ ChartCanvas }) => ({ default: ChartCanvas })),
);

/** A line over time, and the same numbers as a table on request. The drawing code is loaded when one is shown. */
export function Chart(props: ChartProps) {
  const [isTable, setIsTable] = useState(false);
  const captionId = useId();
  const series = props.series.filter((one) => one !== undefined);
  const points = props.xValues.map((x, index) => ({ x, index }));
  return (
    <figure className="chart" aria-labelledby={captionId}>
      {isTable ? (
        <div className="chart-table">
          <DataTable
            label={`${props.yLabel} by ${props.xLabel.toLowerCase()}`}
            rows={points}
            rowKey={({ x }) => String(x)}
            columns={[
              { name: 'x', header: props.xLabel, align: 'end', cell: ({ x }) => props.formatX(x) },
              ...series.map(
                ({ name, values }): TableColumn<(typeof points)[number]> => ({
                  name,
                  header: name,
                  align: 'end',
                  cell: ({ index }) => {
                    const value = values[index];
                    return typeof value === 'number' ? (
                      props.formatY(value)
                    ) : (
                      <Unknown reason="nothing was measured" />
                    );
                  },
                }),
              ),
              ...openColumn(props),
            ]}
          />
        </div>
      ) : (
        <Suspense fallback={<div className="chart-canvas" />}>
          <ChartCanvas {...props} />
        </Suspense>
      )}
      {series.length > 1 ? (
        <Legend
          entries={series.map(({ name }, index) => ({ name, color: `var(${SERIES_COLORS[index]})` }))}
        />
      ) : null}
      <figcaption className="row spread">
        <span id={captionId} className="dim small">
          {props.summary}
        </span>
        <Button
          variant="default"
          size="compact-xs"
          aria-pressed={isTable}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? 'Show as chart' : 'Show as table'}
        </Button>
      </figcaption>
    </figure>
  );
}

function openColumn({ onOpen, formatX, xLabel }: ChartProps): TableColumn<{ x: number; index: number }>[] {
  if (!onOpen) return [];
  return [
    {
      name: 'open',
      header: <span className="unseen">Open</span>,
      align: 'end',
      cell: ({ x, index }) => (
        <Button variant="default" size="compact-xs" onClick={() => onOpen(index)}>
          Open {xLabel.toLowerCase()} {formatX(x)}
        </Button>
      ),
    },
  ];
}
