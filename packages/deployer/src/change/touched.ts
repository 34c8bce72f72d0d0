import type { CodePlace } from '@oremill/types';
import type { Change, LineRange } from './read-diff.ts';

/** Those of ascending lines that a change has touched. */
export function touchedLines({ lines }: Change, file: string, own: readonly number[]): number[] {
  const ranges = lines.get(file) ?? [];
  const touched: number[] = [];
  let index = 0;
  for (const line of own) {
    while (index < ranges.length && (ranges[index]?.[1] ?? 0) < line) index += 1;
    if ((ranges[index]?.[0] ?? Number.POSITIVE_INFINITY) <= line) touched.push(line);
  }
  return touched;
}

export function isTouched(change: Change, { file, line }: CodePlace): boolean {
  return line !== undefined && touchedLines(change, file, [line]).length > 0;
}

/** How many lines of so many from a place on were touched. */
export function touchedCount(change: Change, { file, line }: CodePlace, count: number): number {
  if (line === undefined) return 0;
  const last = line + count - 1;
  return (change.lines.get(file) ?? []).reduce(
    (sum, [from, to]) => sum + Math.max(0, Math.min(to, last) - Math.max(from, line) + 1),
    0,
  );
}

/** Ascending lines as ranges, so that they are told in few words. */
export function rangesOf(lines: readonly number[]): LineRange[] {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges;
}
