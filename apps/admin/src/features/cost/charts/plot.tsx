import { Button } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useState } from 'react';
import './charts.css';
import { type Axis, type Scale, scaleOf } from './scale.ts';
import { useWidth } from './use-width.ts';

const HEIGHT_PX = 240;
const MARGIN = { top: 12, right: 12, bottom: 40, left: 64 } as const;

export interface PlotProps {
  /** The figure in a sentence, for those who do not see it. */
  readonly summary: string;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  /** Where the cursor stops, ascending. */
  readonly xValues: readonly number[];
  /** What is there, in words. */
  readonly read: (index: number) => string;
  /** Marks in pixels; colours stand for what the legend tells. */
  readonly draw: (x: Scale, y: Scale) => ReactNode;
  readonly legend?: ReactNode;
  /** The same numbers. */
  readonly table: ReactNode;
}

/** A figure with two axes and a cursor that follows the pointer and the arrow keys; as a table on request. */
export function Plot({ summary, xAxis, yAxis, xValues, read, draw, legend, table }: PlotProps) {
  const [isTable, setIsTable] = useState(false);
  const captionId = useId();
  return (
    <figure className="plot" aria-labelledby={captionId}>
      {isTable ? (
        <div className="plot-table">{table}</div>
      ) : (
        <PlotCanvas {...{ summary, xAxis, yAxis, xValues, read, draw }} />
      )}
      {legend}
      <figcaption className="row spread">
        <span id={captionId} className="dim small">
          {summary}
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

function PlotCanvas({ summary, xAxis, yAxis, xValues, read, draw }: Omit<PlotProps, 'legend' | 'table'>) {
  const [box, width] = useWidth();
  const [chosen, setChosen] = useState<number>();
  const right = Math.max(width - MARGIN.right, MARGIN.left + 1);
  const bottom = HEIGHT_PX - MARGIN.bottom;
  const x = scaleOf(xAxis, [MARGIN.left, right]);
  const y = scaleOf(yAxis, [bottom, MARGIN.top]);
  const last = xValues.length - 1;
  const index = chosen === undefined ? undefined : Math.min(chosen, last);

  const move = (event: KeyboardEvent) => {
    const next = {
      ArrowLeft: (index ?? 1) - 1,
      ArrowRight: (index ?? -1) + 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setChosen(Math.min(last, Math.max(0, next)));
  };
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setChosen(nearest(xValues.map(x), at));
  };

  const reading = index === undefined ? '' : read(index);
  return (
    <>
      <p className="plot-read small dim number">{reading || `${yAxis.label}, by ${xAxis.label}`}</p>
      <div
        ref={box}
        className="plot-canvas"
        style={{ height: HEIGHT_PX }}
        role="slider"
        tabIndex={0}
        aria-label={`${summary} Arrow keys read single values.`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={index ?? 0}
        aria-valuetext={reading || 'no point chosen'}
        onKeyDown={move}
        onPointerMove={point}
        onPointerLeave={() => setChosen(undefined)}
      >
        <svg width={width} height={HEIGHT_PX} aria-hidden="true">
          {y.ticks.map((tick) => (
            <g key={tick}>
              <line className="plot-grid" x1={MARGIN.left} x2={right} y1={y(tick)} y2={y(tick)} />
              <text className="plot-label" x={MARGIN.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
                {yAxis.format(tick)}
              </text>
            </g>
          ))}
          {spaced(x.ticks, x).map((tick) => (
            <text
              key={tick}
              className="plot-label"
              x={x(tick)}
              y={bottom + 18}
              textAnchor={right - x(tick) < LABEL_PX / 2 ? 'end' : 'middle'}
            >
              {xAxis.format(tick)}
            </text>
          ))}
          <text className="plot-label" x={right} y={HEIGHT_PX - 4} textAnchor="end">
            {xAxis.label}
          </text>
          {draw(x, y)}
          <line className="plot-axis" x1={MARGIN.left} x2={right} y1={bottom} y2={bottom} />
          {index === undefined ? null : (
            <line
              className="plot-cursor"
              x1={x(xValues[index] ?? 0)}
              x2={x(xValues[index] ?? 0)}
              y1={MARGIN.top}
              y2={bottom}
            />
          )}
        </svg>
      </div>
    </>
  );
}

const LABEL_PX = 56;

/** Labels that would touch the one before are left out. */
function spaced(ticks: readonly number[], x: Scale): number[] {
  const shown: number[] = [];
  for (const tick of ticks) {
    const before = shown.at(-1);
    if (before === undefined || x(tick) - x(before) >= LABEL_PX) shown.push(tick);
  }
  return shown;
}

function nearest(places: readonly number[], at: number): number {
  let best = 0;
  for (const [index, place] of places.entries()) {
    if (Math.abs(place - at) < Math.abs((places[best] ?? 0) - at)) best = index;
  }
  return best;
}
