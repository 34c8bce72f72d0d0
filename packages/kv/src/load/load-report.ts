import type { BadLine } from './bad-line.ts';
import type { LoadOutcome, LoadPlan } from './load-plan.ts';

export interface LoadReport {
  /** Entries of the table. */
  readonly pairs: number;
  /** Of the sources, as they are stored. */
  readonly bytes: number;
  /** Lines that had a key which another line has. */
  readonly duplicates: number;
  readonly badLines: number;
  /** The first of these. */
  readonly badLinesKept: readonly BadLine[];
  readonly seconds: number;
}

/** The first bad lines, numbered as in their files. */
export function keepBadLines({ tasks, limits }: LoadPlan, outcome: LoadOutcome): BadLine[] {
  const done = new Map(outcome.tasks.map((task) => [task.ordinal, task]));
  const kept: BadLine[] = [];
  let linesBefore = 0;
  for (const { ordinal, range } of tasks.toSorted((a, b) => a.ordinal - b.ordinal)) {
    if (range === undefined || range.start === 0) linesBefore = 0;
    const { lines = 0, badLines = [] } = done.get(ordinal) ?? {};
    for (const bad of badLines) kept.push({ ...bad, line: bad.line + linesBefore });
    linesBefore += lines;
    if (kept.length >= limits.badLinesKept) break;
  }
  return kept.slice(0, limits.badLinesKept);
}
