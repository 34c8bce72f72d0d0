import { useResizeObserver } from '@mantine/hooks';
import type { Milliseconds, TaskReport } from '@oremill/types';
import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react';
import { describeBar } from './describe-tasks.ts';
import type { PhaseSpan } from './lay-out-phases.ts';
import { layOutTasks, type TimelineBar, type TimelineLane } from './lay-out-tasks.ts';
import { findBar, stepBar } from './move-on-timeline.ts';
import { axisSpanMs } from './time-ticks.ts';
import './timeline.css';
import { Axis, Lanes, Names, Phases, STRIP_PX } from './timeline-layers.tsx';

const GAP_PX = 8;
const AXIS_PX = 22;
/** Height of a lane: roomy while they are few, and never so low that their names touch. */
const LANE_PX_ROOMY = 24;
const LANE_PX = 15;
const LANES_ROOMY_MAX = 12;
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
  const lanePx = lanes.length <= LANES_ROOMY_MAX ? LANE_PX_ROOMY : LANE_PX;
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
      <p className="timeline-read small dim" role="status">
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
