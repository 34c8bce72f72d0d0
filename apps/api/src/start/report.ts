import {
  type Execution,
  formatBytes,
  formatCount,
  formatDuration,
  formatShare,
  type QueryReply,
  type Version,
  yieldOf,
} from '@oremill/types';
import { MAIN_DATASET, MAIN_QUESTION, type MainPathResult } from './main-path.ts';

/** What the main path did, for the person who started it. */
export function reportMainPath({ execution, load, answer, version, key }: MainPathResult): string {
  return [
    ...reportExecution(execution),
    '',
    load.outcome === 'loaded'
      ? `Loaded ${formatCount(load.rows)} rows into ${load.table} in ${formatDuration(load.elapsedMs)}.`
      : `Table ${load.table} held this very output already.`,
    '',
    reportAnswer(answer),
    '',
    ...(version === undefined ? [] : reportVersion(version, execution.progress.rows)),
    ...(key === undefined ? [] : [`  pnpm kv get ${MAIN_DATASET} '${key.replaceAll("'", "'\\''")}'`]),
  ].join('\n');
}

function reportVersion({ entries, number, imageBytes }: Version, rows: number): string[] {
  const served = `Serving ${formatCount(entries)} entries from memory, version ${number} of the dataset ${MAIN_DATASET} (${formatBytes(imageBytes)}).`;
  const repeated = rows - entries;
  if (repeated === 0) return [served];
  const others = repeated === 1 ? '1 other is' : `${formatCount(repeated)} others are`;
  return [served, `  Of rows with the same id the last one counts: ${others} left out.`];
}

function reportExecution({ job, progress, counters }: Execution): string[] {
  const rows: [string, string][] = [
    ['records in', `${formatCount(progress.records)}   ${formatBytes(progress.inputBytes)}`],
    ['rows out', `${formatCount(progress.rows)}   ${formatBytes(progress.outputBytes)}`],
    ['time', `${formatDuration(progress.elapsedMs)}   ${(progress.bytesPerSecond / 1e6).toFixed(1)} MB/s`],
    ['yield', `${formatShare(yieldOf(progress) ?? 0)} (structured bytes out ÷ raw bytes in)`],
  ];
  for (const [group, names] of Object.entries(counters)) {
    for (const [name, count] of Object.entries(names)) rows.push([`${group}/${name}`, formatCount(count)]);
  }
  const width = Math.max(...rows.map(([name]) => name.length));
  return [`Job ${job} is done.`, ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)];
}

/** The question, and the answer as a small table. */
export function reportAnswer(answer: QueryReply): string {
  return [MAIN_QUESTION, '', ...tableLines(answer)].join('\n');
}

function tableLines({ columns, rows }: QueryReply): string[] {
  const texts = [
    columns.map(({ name }) => name),
    ...rows.map((row) => row.map((cell) => String(cell ?? 'null'))),
  ];
  const widths = columns.map((_, index) => Math.max(...texts.map((row) => row[index]?.length ?? 0)));
  const isNumber = columns.map((_, index) => rows.every((row) => !Number.isNaN(Number(row[index]))));
  const line = (row: readonly string[]) =>
    `  ${row
      .map((text, index) => {
        const width = widths[index] ?? 0;
        return isNumber[index] ? text.padStart(width) : text.padEnd(width);
      })
      .join('  ')}`.trimEnd();
  return texts.map(line);
}
