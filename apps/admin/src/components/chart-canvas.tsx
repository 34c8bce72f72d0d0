import { useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ChartProps } from './chart.tsx';
import { SERIES_COLORS } from './chart-series.ts';

const HEIGHT_PX = 180;
/** Room for a label such as 14:32:07. */
const X_LABEL_PX = 76;

/** uPlot in a box that follows its width and the theme; the cursor moves with the arrow keys too. */
export function ChartCanvas(props: ChartProps) {
  const { summary, xLabel, xValues, formatX, yLabel, series, formatY, onOpen } = props;
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const [index, setIndex] = useState<number>();
  const scheme = useComputedColorScheme();
  const lines = series.filter((one) => one !== undefined);
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
        series: [{}, ...lines.map((_line, index) => drawLine(index, color, lines.length === 1))],
        axes: [
          {
            ...axis,
            space: X_LABEL_PX,
            values: (_plot, splits) => splits.map((split) => latest.current.formatX(split)),
          },
          {
            ...axis,
            size: 84,
            values: (_plot, splits) => labelOnce(splits, latest.current.formatY),
          },
        ],
        hooks: { setCursor: [(moved) => setIndex(moved.cursor.idx ?? undefined)] },
      },
      [[], ...lines.map(() => [])],
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
  }, [scheme, lines.length]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new plot (another theme) needs the data again
  useEffect(() => {
    plot.current?.setData([[...xValues], ...lines.map(({ values }) => [...values])]);
  }, [xValues, series, scheme]);

  const open = () => {
    if (index !== undefined && index < xValues.length) onOpen?.(index);
  };
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Enter') open();
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || !plot.current) return;
    event.preventDefault();
    const next = Math.min(xValues.length - 1, Math.max(0, (index ?? -1) + step));
    plot.current.setCursor({ left: plot.current.valToPos(xValues[next] ?? 0, 'x'), top: 1 });
    setIndex(next);
  };

  const x = xValues[index ?? -1];
  const read = lines.flatMap(({ name, values }) => {
    const value = values[index ?? -1];
    return typeof value === 'number' ? `${name} ${formatY(value)}` : [];
  });
  const reading = x === undefined || read.length === 0 ? '' : `${read.join(', ')} at ${formatX(x)}`;
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
        data-opens={onOpen !== undefined || undefined}
        aria-label={`${summary} Arrow keys read single values${onOpen ? ', Enter opens one' : ''}.`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, xValues.length - 1)}
        aria-valuenow={index ?? 0}
        aria-valuetext={reading || 'no point chosen'}
        onKeyDown={move}
        onClick={open}
      />
    </>
  );
}

/** Where a unit has no parts, neighbours have one label: it stands at the first of them. */
function labelOnce(splits: readonly number[], format: (value: number) => string): string[] {
  const labels = splits.map(format);
  return labels.map((label, index) => (label === labels[index - 1] ? '' : label));
}

/** A line alone is filled below; the second of two is dashed, so that they differ without colours too. */
function drawLine(index: number, color: (name: string) => string, isFilled: boolean): uPlot.Series {
  const stroke = color(SERIES_COLORS[index] ?? SERIES_COLORS[0]);
  return {
    stroke,
    width: 2,
    // One or two values make no line that could be seen.
    points: { show: (plot) => (plot.data[0]?.length ?? 0) < 3 },
    ...(isFilled ? { fill: `${stroke}22` } : {}),
    ...(index > 0 ? { dash: [7, 5] } : {}),
  };
}
