import {
  type Diagnosis,
  type Execution,
  formatBytes,
  formatCount,
  formatDuration,
  formatRate,
  formatShare,
  type Page,
  type SkippedRecord,
  yieldOf,
} from '@oremill/types';
import { describeSteps } from './report-steps.ts';

const SKIPPED_SHARE_NOTED = 0.05;

/** Many skipped records are seldom what one wants, and an execution that skips them all succeeds as well. */
function adviseOnSkipped({ progress, state, output }: Execution): string[] {
  const { records, skipped } = progress;
  if (state !== 'succeeded' || skipped === 0 || skipped < records * SKIPPED_SHARE_NOTED) return [];
  const share = skipped === records ? 'Every record' : `${formatShare(skipped / records)} of the records`;
  return ['', `${share} ${skipped === records ? 'was' : 'were'} skipped. Why: mapreduce diagnose ${output}`];
}

/** An execution for people: state, what went in and came out, counters, and where the output is. */
export function describeExecution(execution: Execution): string {
  const { progress, state, error } = execution;
  const share = yieldOf(progress);
  const workers = execution.workers === 1 ? '1 worker' : `${execution.workers} workers`;
  const lines: [string, string][] = [
    [execution.job, `${state}${state === 'running' ? ` (${progress.phase})` : ''}`],
    ['execution', `${execution.id}, ${execution.runner}, ${workers}${describeMemory(execution)}`],
    ...describeOptions(execution),
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
  const head = lines.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
  return [...head, ...describeSteps(execution.steps), ...adviseOnSkipped(execution)].join('\n');
}

function describeMemory({ memoryBytes }: Execution): string {
  return memoryBytes === undefined ? '' : `, ${formatBytes(memoryBytes)} of memory`;
}

function describeOptions({ options, retryOf }: Execution): [string, string][] {
  const names = Object.entries(options).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return [
    ...(retryOf === undefined ? [] : [['retry of', retryOf] satisfies [string, string]]),
    ...(names.length === 0 ? [] : [['options', names.join(', ')] satisfies [string, string]]),
  ];
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

/** Each finding: how grave it is and what it is, what shows it, and what to do. */
export function describeDiagnosis({ findings }: Diagnosis): string {
  return findings
    .map(({ level, title, detail, hint }) =>
      [`${level}: ${title}`, `  ${detail}`, ...(hint === undefined ? [] : [`  Do: ${hint}`])].join('\n'),
    )
    .join('\n\n');
}
