import type { TimelineBar, TimelineLane } from './lay-out-tasks.ts';

/** A pointer need not be exact: bars may be two pixels wide. */
const REACH_PX = 3;

/** The bar of a lane that a pointer is at, or next to. */
export function findBar({ bars }: TimelineLane, x: number): TimelineBar | undefined {
  const distance = (bar: TimelineBar) => Math.max(bar.x - x, x - bar.x - bar.width, 0);
  let nearest: TimelineBar | undefined;
  for (const bar of bars) {
    if (bar.x > x + REACH_PX) break;
    if (distance(bar) <= REACH_PX && (!nearest || distance(bar) <= distance(nearest))) nearest = bar;
  }
  return nearest;
}

/** Where an arrow key leads: along a lane, or to what another worker did at that time. Undefined for other keys. */
export function stepBar(
  lanes: readonly TimelineLane[],
  from: TimelineBar | undefined,
  key: string,
): TimelineBar | undefined {
  if (!/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(key)) return undefined;
  const filled = lanes.filter(({ bars }) => bars.length > 0);
  const at = filled.findIndex(({ bars }) => bars.some((bar) => bar.tasks[0] === from?.tasks[0]));
  const lane = filled[Math.max(0, at)];
  if (!lane) return undefined;
  if (at === -1 || from === undefined) return lane.bars[0];
  if (key === 'Home') return lane.bars[0];
  if (key === 'End') return lane.bars.at(-1);
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const other = filled[at + (key === 'ArrowUp' ? -1 : 1)];
    return other ? nearestTo(other, from) : from;
  }
  const place = lane.bars.findIndex((bar) => bar.tasks[0] === from.tasks[0]);
  return lane.bars[place + (key === 'ArrowLeft' ? -1 : 1)] ?? from;
}

function nearestTo({ bars }: TimelineLane, { startedMs }: TimelineBar): TimelineBar | undefined {
  return bars.reduce<TimelineBar | undefined>(
    (nearest, bar) =>
      nearest && Math.abs(nearest.startedMs - startedMs) <= Math.abs(bar.startedMs - startedMs)
        ? nearest
        : bar,
    undefined,
  );
}
