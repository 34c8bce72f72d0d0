import { formatBytes, formatCount, formatDuration, type TaskReport } from '@oremill/types';
import type { TimelineBar } from './lay-out-tasks.ts';

/** `map task 12` and everything known of it; of several drawn as one, what they have in common. */
export function describeBar({ step, kind, tasks, startedMs, endedMs }: TimelineBar): string {
  const [task] = tasks;
  if (task === undefined) return '';
  const worker = `worker ${task.worker}`;
  const span = `${formatDuration(startedMs)} to ${formatDuration(endedMs)}`;
  if (tasks.length > 1) {
    return [
      `step ${step}`,
      `${formatCount(tasks.length)} ${kind} tasks, ${task.index} to ${tasks.at(-1)?.index}`,
      worker,
      span,
      amountsOf(kind, tasks),
    ].join(' · ');
  }
  return [
    `step ${step}`,
    describeTask(task),
    worker,
    `${formatDuration(endedMs - startedMs)}, from ${span}`,
    amountsOf(kind, tasks),
  ].join(' · ');
}

/** `map task 12`, with its attempt when it is not the first. */
export function describeTask({ kind, index, attempt }: TaskReport): string {
  return `${kind} task ${index}${attempt > 1 ? `, attempt ${attempt}` : ''}`;
}

/** The figure that a timeline is looked at for: how much longer the slowest task took than the middle one. */
export function describeTasks(tasks: readonly TaskReport[]): string {
  const count = `${formatCount(tasks.length)} ${tasks.length === 1 ? 'task' : 'tasks'}`;
  const sorted = slowestFirst(tasks);
  const [slowest] = sorted;
  const middle = sorted[sorted.length >> 1];
  if (slowest === undefined || middle === undefined) return 'No task has been finished yet.';
  const [longestMs, medianMs] = [durationOf(slowest), durationOf(middle)];
  const times =
    medianMs > 0 && tasks.length > 2 ? `, ${(longestMs / medianMs).toFixed(1)} times the median` : '';
  return `${count}; the slowest took ${formatDuration(longestMs)}${times}: ${describeTask(slowest)} of step ${slowest.step}.`;
}

export function slowestFirst(tasks: readonly TaskReport[]): TaskReport[] {
  return tasks.toSorted((a, b) => durationOf(b) - durationOf(a) || a.startedMs - b.startedMs);
}

export function durationOf({ startedMs, endedMs }: TaskReport): number {
  return endedMs - startedMs;
}

function amountsOf(kind: TaskReport['kind'], tasks: readonly TaskReport[]): string {
  const records = tasks.reduce((sum, task) => sum + task.records, 0);
  const bytes = tasks.reduce((sum, task) => sum + task.bytes, 0);
  return `${formatCount(records)} ${kind === 'map' ? 'records' : 'rows'}, ${formatBytes(bytes)}`;
}
