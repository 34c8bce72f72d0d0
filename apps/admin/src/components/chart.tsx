import { Button } from '@mantine/core';
import { lazy, Suspense, useId, useState } from 'react';
import './chart.css';
import { DataTable } from './data-table.tsx';

export interface ChartProps {
  /** The figure in a sentence, for those who do not see it. */
  readonly summary: string;
  readonly xLabel: string;
  readonly xValues: readonly number[];
  readonly formatX: (value: number) => string;
  readonly yLabel: string;
  readonly yValues: readonly number[];
  readonly formatY: (value: number) => string;
}

const ChartCanvas = lazy(() =>
  import('./chart-canvas.tsx').then(({ ChartCanvas }) => ({ default: ChartCanvas })),
);

/** A line over time, and the same numbers as a table on request. The drawing code is loaded when one is shown. */
export function Chart(props: ChartProps) {
  const [isTable, setIsTable] = useState(false);
  const captionId = useId();
  const points = props.xValues.map((x, index) => ({ x, y: props.yValues[index] ?? 0 }));
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
              { name: 'y', header: props.yLabel, align: 'end', cell: ({ y }) => props.formatY(y) },
            ]}
          />
        </div>
      ) : (
        <Suspense fallback={<div className="chart-canvas" />}>
          <ChartCanvas {...props} />
        </Suspense>
      )}
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
