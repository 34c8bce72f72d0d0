import { useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ChartProps } from './chart.tsx';

const HEIGHT_PX = 180;

/** uPlot in a box that follows its width and the theme; the cursor moves with the arrow keys too. */
export function ChartCanvas({ summary, xLabel, xValues, formatX, yLabel, yValues, formatY }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const [index, setIndex] = useState<number>();
  const scheme = useComputedColorScheme();
  const latest = useRef({ formatX, formatY });
  latest.current = { formatX, formatY };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a theme's colours are read when the plot is made
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const color = (name: string) => getComputedStyle(element).getPropertyValue(name).trim();
    const axis = {
      stroke: color('--dim'),
      grid: { stroke: color('--line'), width: 1 },
      ticks: { stroke: color('--line'), width: 1 },
      font: '12px system-ui',
    };
    const made = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT_PX,
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false } },
        scales: { x: { time: false }, y: { range: (_plot, _min, max) => [0, max > 0 ? max * 1.1 : 1] } },
        series: [
          {},
          {
            stroke: color('--series-1'),
            width: 2,
            fill: `${color('--series-1')}22`,
            points: { show: false },
          },
        ],
        axes: [
          { ...axis, values: (_plot, splits) => splits.map((split) => latest.current.formatX(split)) },
          {
            ...axis,
            size: 84,
            values: (_plot, splits) => splits.map((split) => latest.current.formatY(split)),
          },
        ],
        hooks: { setCursor: [(moved) => setIndex(moved.cursor.idx ?? undefined)] },
      },
      [[], []],
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: HEIGHT_PX }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [scheme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plot (another theme) needs the data again
  useEffect(() => {
    plot.current?.setData([[...xValues], [...yValues]]);
  }, [xValues, yValues, scheme]);

  const move = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || !plot.current) return;
    event.preventDefault();
    const next = Math.min(xValues.length - 1, Math.max(0, (index ?? -1) + step));
    plot.current.setCursor({ left: plot.current.valToPos(xValues[next] ?? 0, 'x'), top: 1 });
    setIndex(next);
  };

  const [x, y] = [xValues[index ?? -1], yValues[index ?? -1]];
  const reading = x === undefined || y === undefined ? '' : `${yLabel} ${formatY(y)} at ${formatX(x)}`;
  return (
    <>
      <p className="chart-read small dim number" role="status">
        {reading || `${yLabel} over ${xLabel.toLowerCase()}`}
      </p>
      <div
        ref={box}
        className="chart-canvas"
        role="slider"
        tabIndex={0}
        aria-label={`${summary} Arrow keys read single values.`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, xValues.length - 1)}
        aria-valuenow={index ?? 0}
        aria-valuetext={reading || 'no point chosen'}
        onKeyDown={move}
      />
    </>
  );
}
