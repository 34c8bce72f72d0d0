import { formatBytes, formatCount, formatDuration, type TaskReport } from '@oremill/types';

const BAR_WIDTH = 40;

/** One line a task: what it was, when it ran as a bar on the time of all, and what it did. */
export function drawTimeline(tasks: readonly TaskReport[]): string {
  const sorted = [...tasks].sort((a, b) => a.step - b.step || a.startedMs - b.startedMs);
  const endMs = Math.max(1, ...sorted.map(({ endedMs }) => endedMs));
  const lines = sorted.map((task) => [
    `step ${task.step} ${task.kind} ${task.index}`,
    `worker ${task.worker}`,
    drawBar(task, endMs),
    `${formatDuration(task.endedMs - task.startedMs)} from ${formatDuration(task.startedMs)}`,
    `${formatCount(task.records)} ${task.kind === 'map' ? 'records' : 'rows'}, ${formatBytes(task.bytes)}${task.attempt > 1 ? `, attempt ${task.attempt}` : ''}`,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n');
}

/** A short task is still one mark wide. */
function drawBar({ startedMs, endedMs }: TaskReport, endMs: number): string {
  const start = Math.min(BAR_WIDTH - 1, Math.floor((startedMs / endMs) * BAR_WIDTH));
  const end = Math.max(start + 1, Math.round((endedMs / endMs) * BAR_WIDTH));
  return `|${' '.repeat(start)}${'#'.repeat(end - start)}${' '.repeat(BAR_WIDTH - end)}|`;
}
