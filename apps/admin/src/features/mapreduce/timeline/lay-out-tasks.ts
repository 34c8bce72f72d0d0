import type { Milliseconds, TaskReport } from '@oremill/types';

/** A task as it is drawn; or several in a row of one step and phase, each too short to be seen alone. */
export interface TimelineBar {
  readonly step: number;
  readonly kind: TaskReport['kind'];
  readonly x: number;
  readonly width: number;
  readonly startedMs: Milliseconds;
  readonly endedMs: Milliseconds;
  readonly tasks: readonly TaskReport[];
}

export interface TimelineLane {
  readonly worker: number;
  readonly bars: readonly TimelineBar[];
}

/** More are not drawn, however many tasks there are: the browser lays out 2,000 in 46 ms. */
const BARS_MAX = 2_000;
const BAR_WIDTH_MIN = 2;

/** One lane a worker, in order; what is narrower than can be drawn is drawn together with what follows it. */
export function layOutTasks(
  tasks: readonly TaskReport[],
  { workers, spanMs, widthPx }: { workers: number; spanMs: Milliseconds; widthPx: number },
): TimelineLane[] {
  const byWorker = new Map<number, TaskReport[]>();
  for (let worker = 0; worker < workers; worker += 1) byWorker.set(worker, []);
  for (const task of tasks) {
    const lane = byWorker.get(task.worker);
    if (lane) lane.push(task);
    else byWorker.set(task.worker, [task]);
  }
  const widthMin = Math.max(BAR_WIDTH_MIN, (widthPx * byWorker.size) / BARS_MAX);
  const pxPerMs = widthPx / Math.max(1, spanMs);
  return [...byWorker]
    .toSorted(([a], [b]) => a - b)
    .map(([worker, done]) => ({ worker, bars: layOutLane(done, pxPerMs, widthMin) }));
}

function layOutLane(tasks: readonly TaskReport[], pxPerMs: number, widthMin: number): TimelineBar[] {
  const bars: TimelineBar[] = [];
  let together: TaskReport[] = [];
  const end = () => {
    if (together.length > 0) bars.push(toBar(together, pxPerMs, widthMin));
    together = [];
  };
  for (const task of tasks.toSorted((a, b) => a.startedMs - b.startedMs || a.endedMs - b.endedMs)) {
    const [first] = together;
    const isNarrow =
      first !== undefined &&
      first.step === task.step &&
      first.kind === task.kind &&
      (task.endedMs - first.startedMs) * pxPerMs < 2 * widthMin;
    if (!isNarrow) end();
    together.push(task);
  }
  end();
  return bars;
}

function toBar(tasks: readonly TaskReport[], pxPerMs: number, widthMin: number): TimelineBar {
  const [first] = tasks as readonly [TaskReport, ...TaskReport[]];
  const endedMs = tasks.reduce((last, task) => Math.max(last, task.endedMs), first.endedMs);
  return {
    step: first.step,
    kind: first.kind,
    x: first.startedMs * pxPerMs,
    width: Math.max(widthMin - 1, (endedMs - first.startedMs) * pxPerMs),
    startedMs: first.startedMs,
    endedMs,
    tasks,
  };
}
