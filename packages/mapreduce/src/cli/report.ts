import type { Execution, Page, SkippedRecord } from '@oremill/types';
import { formatBytes, formatCount, formatDuration, formatRate, formatShare, yieldOf } from '@oremill/types';

/** An execution for people: state, what went in and came out, counters, and where the output is. */
export function describeExecution(execution: Execution): string {
  const { progress, state, error } = execution;
  const share = yieldOf(progress);
  const workers = execution.workers === 1 ? '1 worker' : `${execution.workers} workers`;
  const lines: [string, string][] = [
    [execution.job, `${state}${state === 'running' ? ` (${progress.phase})` : ''}`],
    ['execution', `${execution.id}, ${execution.runner}, ${workers}`],
    [
      'records in',
      `${formatCount(progress.records)} (${formatBytes(progress.inputBytesDone)}), ${formatCount(progress.skipped)} skipped`,
    ],
    ['rows out', `${formatCount(progress.rows)} (${formatBytes(progress.outputBytes)})`],
    ...describeCounters(execution),
    ['time', `${formatDuration(progress.elapsedMs)}, mapped at ${formatRate(progress.bytesPerSecond)}`],
    ...(share === undefined ? [] : [['yield', formatShare(share)] satisfies [string, string]]),
    ...(error === undefined ? [] : [['error', error.message] satisfies [string, string]]),
    ...(error?.hint === undefined ? [] : [['hint', error.hint] satisfies [string, string]]),
    ['output', state === 'succeeded' ? execution.output : 'none'],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n');
}

function describeCounters({ counters }: Execution): [string, string][] {
  return Object.entries(counters).flatMap(([group, names]) =>
    Object.entries(names).map(([name, count]): [string, string] => [`${group}/${name}`, formatCount(count)]),
  );
}

/** One line a record: place, size, reason. */
export function describeSkipped({ items }: Page<SkippedRecord>): string {
  return items
    .map(({ file, offset, bytes, reason }) => `${file}:${offset} (${bytes} bytes)  ${reason}`)
    .join('\n');
}
