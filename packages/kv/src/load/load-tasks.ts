import { type BadLine, lineTooLong, reasonOf, tooManyBadLines } from './bad-line.ts';
import { countLinesBefore } from './count-lines.ts';
import type { LineLoader, OnBadLine } from './line-loader.ts';
import { STOP } from './load-kernel.ts';
import type { SharedCounters, SharedProgress } from './load-limits.ts';
import { loadRange } from './load-range.ts';
import { loadWhole } from './load-whole.ts';
import type { LoadTask } from './plan-tasks.ts';

/** A part of a load, in one of its threads. */
export interface LoadShare {
  readonly loader: LineLoader;
  /** Of all threads; each takes the next. */
  readonly tasks: readonly LoadTask[];
  readonly counters: SharedCounters;
  readonly progress: SharedProgress;
  readonly stored: (task: LoadTask) => AsyncIterable<Buffer>;
  /** Awaited between pieces, where the thread has more to do than this. */
  readonly pause?: () => Promise<void>;
}

/** What became of a task, as the report tells it. */
export interface DoneTask {
  readonly ordinal: number;
  readonly lines: number;
  /** The first of them; lines count from 1 where the task begins. */
  readonly badLines: readonly BadLine[];
}

/** Loads lines until no task is left. */
export async function loadTasks(share: LoadShare): Promise<DoneTask[]> {
  const done: DoneTask[] = [];
  for (;;) {
    const task = share.tasks[share.counters.takeTask()];
    if (task === undefined) return done;
    done.push(await loadTask(task, share));
  }
}

async function loadTask(task: LoadTask, share: LoadShare): Promise<DoneTask> {
  const { loader, progress, pause } = share;
  const { ordinal, source, range } = task;
  const badLines: BadLine[] = [];
  loader.begin(ordinal, source.format, onBadLine(task, share, badLines));
  if (range === undefined) {
    for await (const _ of loadWhole(source, share.stored(task), loader, progress)) await pause?.();
  } else {
    for (const _ of loadRange(source, range, loader, progress)) if (pause !== undefined) await pause();
  }
  return { ordinal, lines: loader.lines, badLines };
}

function onBadLine({ source, range }: LoadTask, share: LoadShare, badLines: BadLine[]): OnBadLine {
  const { name: file, format } = source;
  const { badLinesMax, badLinesKept, lineBytesMax } = share.loader.limits;
  const numberOf = (line: number): number =>
    (range === undefined ? 0 : countLinesBefore(source, range.start)) + line + 1;
  return (line, stop) => {
    if (stop === STOP.lineTooLong) throw lineTooLong(file, numberOf(line), lineBytesMax);
    const reason = reasonOf(stop, format);
    if (share.counters.countBadLine() > badLinesMax) {
      throw tooManyBadLines({ file, line: numberOf(line), reason }, badLinesMax);
    }
    if (badLines.length < badLinesKept) badLines.push({ file, line: line + 1, reason });
  };
}
