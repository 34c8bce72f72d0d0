import { useResizeObserver } from '@mantine/hooks';
import type { Milliseconds, TaskReport } from '@oremill/types';
import { type KeyboardEvent, memo, type PointerEvent, useMemo, useState } from 'react';
import { describeBar } from './describe-tasks.ts';
import type { PhaseSpan } from './lay-out-phases.ts';
import { layOutTasks, type TimelineBar, type TimelineLane } from './lay-out-tasks.ts';
import { findBar, stepBar } from './move-on-timeline.ts';
import { axisSpanMs, formatTick, timeTicks } from './time-ticks.ts';
import './timeline.css';

const STRIP_PX = 20;
const GAP_PX = 8;
const AXIS_PX = 22;
/** Of lanes: roomy while they are few. */
const LANES_ROOMY_MAX = 12;
const TICK_PX_MIN = 90;
const NARROW_PX = 560;

export interface TimelineProps {
  readonly tasks: readonly TaskReport[];
  readonly phases: readonly PhaseSpan[];
  readonly workers: number;
  readonly elapsedMs: Milliseconds;
  readonly isRunning: boolean;
  /** The figure in a sentence. */
  readonly summary: string;
}

/** A lane for each worker with a bar for each task, below the phases; pointer and arrow keys read single bars. */
export function TimelineFigure({ tasks, phases, workers, elapsedMs, isRunning, summary }: TimelineProps) {
  const [box, { width: boxPx }] = useResizeObserver<HTMLDivElement>();
  const [chosen, setChosen] = useState<TimelineBar>();
  const gutterPx = boxPx < NARROW_PX ? 24 : 72;
  const widthPx = Math.max(0, boxPx - gutterPx);
  const spanMs = axisSpanMs(elapsedMs, isRunning);
  const lanes = useMemo(
    () => layOutTasks(tasks, { workers, spanMs, widthPx }),
    [tasks, workers, spanMs, widthPx],
  );
  const lanePx = lanes.length <= LANES_ROOMY_MAX ? 24 : 12;
  const lanesTop = STRIP_PX + GAP_PX;
  const bottom = lanesTop + lanes.length * lanePx;
  const toX = (ms: Milliseconds) => (ms / spanMs) * widthPx;

  const read = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const lane = lanes[Math.floor((event.clientY - top - lanesTop) / lanePx)];
    setChosen(lane && findBar(lane, event.clientX - left - gutterPx));
  };
  const move = (event: KeyboardEvent) => {
    const next = stepBar(lanes, chosen, event.key);
    if (next === undefined) return;
    event.preventDefault();
    setChosen(next);
  };

  // A new layout makes new bars: the chosen one is known by its first task.
  const marked = chosen && lanes.flatMap(({ bars }) => bars).find((bar) => isSame(bar, chosen));
  const reading = marked ? describeBar(marked) : '';
  const count = lanes.reduce((sum, { bars }) => sum + bars.length, 0);
  return (
    <>
      <p className="chart-read small dim number" role="status">
        {reading || 'Point at a bar, or use the arrow keys, to read a task.'}
      </p>
      <div
        ref={box}
        className="timeline-box"
        role="slider"
        tabIndex={0}
        aria-label={`Tasks by worker. ${summary} Arrow keys read single tasks.`}
        aria-valuemin={0}
        aria-valuemax={count}
        aria-valuenow={marked ? placeOf(lanes, marked) : 0}
        aria-valuetext={reading || 'no task chosen'}
        onKeyDown={move}
      >
        {widthPx === 0 ? null : (
          <svg
            width={boxPx}
            height={bottom + AXIS_PX}
            aria-hidden="true"
            onPointerMove={read}
            onPointerLeave={() => setChosen(undefined)}
          >
            <g transform={`translate(${gutterPx} 0)`}>
              <Phases phases={phases} toX={toX} bottom={bottom} />
              <Axis spanMs={spanMs} widthPx={widthPx} top={lanesTop} bottom={bottom} toX={toX} />
              <Lanes lanes={lanes} top={lanesTop} lanePx={lanePx} widthPx={widthPx} />
              {isRunning ? (
                <line
                  className="timeline-now"
                  x1={toX(elapsedMs)}
                  x2={toX(elapsedMs)}
                  y1={STRIP_PX}
                  y2={bottom}
                />
              ) : null}
              {marked ? (
                <rect
                  className="timeline-chosen"
                  x={marked.x - 1}
                  y={lanesTop + lanePx * laneOf(lanes, marked) + 1}
                  width={marked.width + 2}
                  height={lanePx - 2}
                  rx={2}
                />
              ) : null}
            </g>
            <Names lanes={lanes} top={lanesTop} lanePx={lanePx} isShort={gutterPx < 60} />
          </svg>
        )}
      </div>
    </>
  );
}

const LETTER_PX = 6.4;
/** A line before each of many short steps would be a grid. */
const STEP_PX_MARKED = 40;

/** Each phase of each step as a stretch above the lanes, with its name where it fits. */
function Phases({
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

function Axis({
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
const Lanes = memo(function Lanes({
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

function Names({
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

function isSame(a: TimelineBar, b: TimelineBar): boolean {
  const [first, other] = [a.tasks[0], b.tasks[0]];
  return (
    first?.startedMs === other?.startedMs && first?.index === other?.index && first?.worker === other?.worker
  );
}

function laneOf(lanes: readonly TimelineLane[], bar: TimelineBar): number {
  return lanes.findIndex(({ bars }) => bars.includes(bar));
}

function placeOf(lanes: readonly TimelineLane[], bar: TimelineBar): number {
  return lanes.flatMap(({ bars }) => bars).indexOf(bar) + 1;
}
