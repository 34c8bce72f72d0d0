import type { Trend } from '@oremill/types';
import { formatFigure } from './describe-gate.ts';

const SIZE = { width: 96, height: 24, room: 3 };

/** A figure over the last runs of its branch, small; the last one is a dot. */
export function Sparkline({ trend: { metric, points } }: { trend: Trend }) {
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [first = 0, last = 0] = [values[0], values.at(-1)];
  const place = (value: number, index: number) => ({
    x: SIZE.room + (index / (values.length - 1)) * (SIZE.width - 2 * SIZE.room),
    y: SIZE.height - SIZE.room - ((value - low) / (high - low || 1)) * (SIZE.height - 2 * SIZE.room),
  });
  const places = values.map(place);
  const end = place(last, values.length - 1);
  const said = `from ${formatFigure(metric, first)} to ${formatFigure(metric, last)} in ${values.length} runs`;
  return (
    <svg className="sparkline" width={SIZE.width} height={SIZE.height} role="img" aria-label={said}>
      <title>{said}</title>
      <polyline points={places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      <circle cx={end.x} cy={end.y} r="2.5" />
    </svg>
  );
}
