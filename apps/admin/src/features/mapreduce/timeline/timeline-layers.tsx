import type { Milliseconds } from '@oremill/types';
import { memo } from 'react';
import type { PhaseSpan } from './lay-out-phases.ts';
import type { TimelineLane } from './lay-out-tasks.ts';
import { formatTick, timeTicks } from './time-ticks.ts';

/** Height of the strip of phases, which is the top of the figure. */
export const STRIP_PX = 20;
const TICK_PX_MIN = 90;
const LETTER_PX = 6.4;
/** A line before each of many short steps would be a grid. */
const STEP_PX_MARKED = 40;

/** Each phase of each step as a stretch above the lanes, with its name where it fits. */
export function Phases({
  phases,
  toX,
  bottom,
}: {
  phases: readonly PhaseSpan[];
  toX: (ms: number) => number;
  bottom: number;
}) {
  return phases.map(({ step, kind, startedMs, endedMs, isRunning }) => {
    const [x, end] = [toX(startedMs), toX(endedMs)];
    const width = Math.max(1, end - x - 1);
    const name = `${step} ${kind}`;
    return (
      <g key={name} className="timeline-phase" data-kind={kind} data-running={isRunning || undefined}>
        <rect x={x} y={0} width={width} height={STRIP_PX} rx={3} />
        {width > name.length * LETTER_PX + 10 ? (
          <text x={x + 6} y={14}>
            {name}
          </text>
        ) : null}
        {kind === 'map' && step > 1 && width > STEP_PX_MARKED ? (
          <line x1={x} x2={x} y1={0} y2={bottom} />
        ) : null}
      </g>
    );
  });
}

export function Axis({
  spanMs,
  widthPx,
  top,
  bottom,
  toX,
}: {
  spanMs: Milliseconds;
  widthPx: number;
  top: number;
  bottom: number;
  toX: (ms: number) => number;
}) {
  return timeTicks(spanMs, Math.max(1, Math.floor(widthPx / TICK_PX_MIN))).map((ms) => (
    <g key={ms} className="timeline-tick">
      <line x1={toX(ms)} x2={toX(ms)} y1={top} y2={bottom + 4} />
      <text
        x={toX(ms)}
        y={bottom + 17}
        textAnchor={ms === 0 ? 'start' : toX(ms) > widthPx - 24 ? 'end' : 'middle'}
      >
        {formatTick(ms)}
      </text>
    </g>
  ));
}

/** Drawn anew only when a task has been finished or the axis has grown, not with each event. */
export const Lanes = memo(function Lanes({
  lanes,
  top,
  lanePx,
  widthPx,
}: {
  lanes: readonly TimelineLane[];
  top: number;
  lanePx: number;
  widthPx: number;
}) {
  return lanes.map(({ worker, bars }, index) => {
    const y = top + index * lanePx;
    return (
      <g key={worker}>
        <rect className="timeline-lane" x={0} y={y + 2} width={widthPx} height={lanePx - 4} rx={2} />
        {bars.map((bar) => (
          <g key={`${bar.startedMs}-${bar.tasks[0]?.index}`} className="timeline-bar" data-kind={bar.kind}>
            <rect x={bar.x} y={y + 2} width={Math.max(1, bar.width - 1)} height={lanePx - 4} rx={1.5} />
            {bar.tasks.some(({ attempt }) => attempt > 1) ? (
              <rect
                className="timeline-again"
                x={bar.x}
                y={y + 2}
                width={Math.max(1, bar.width - 1)}
                height={4}
              />
            ) : null}
          </g>
        ))}
      </g>
    );
  });
});

export function Names({
  lanes,
  top,
  lanePx,
  isShort,
}: {
  lanes: readonly TimelineLane[];
  top: number;
  lanePx: number;
  isShort: boolean;
}) {
  return lanes.map(({ worker }, index) => (
    <text key={worker} className="timeline-name" x={0} y={top + index * lanePx + lanePx / 2 + 4}>
      {isShort ? worker : `worker ${worker}`}
    </text>
  ));
}
