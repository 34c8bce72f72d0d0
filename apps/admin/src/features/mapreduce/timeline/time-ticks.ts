import type { Milliseconds } from '@oremill/types';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Distances between marks that people read at a glance. */
const STEPS_MS: readonly Milliseconds[] = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 20, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 6, 12, 24].map((hours) => hours * HOUR),
];

/** Marks of a time axis from 0 to `spanMs`: round, evenly apart, and at most `countMax` after the first. */
export function timeTicks(spanMs: Milliseconds, countMax: number): Milliseconds[] {
  const stepMs =
    STEPS_MS.find((candidate) => spanMs / candidate <= countMax) ??
    Math.ceil(spanMs / countMax / (24 * HOUR)) * 24 * HOUR;
  return Array.from({ length: Math.floor(spanMs / stepMs) + 1 }, (_, index) => index * stepMs);
}

/** `0`, `200 ms`, `1.5 s`, `2m`, `1h 30m`: shorter than a duration, since a mark is round. */
export function formatTick(ms: Milliseconds): string {
  if (ms === 0) return '0';
  if (ms < SECOND) return `${ms} ms`;
  if (ms < MINUTE) return `${ms / SECOND} s`;
  const minutes = Math.floor(ms / MINUTE) % 60;
  const parts = [
    [Math.floor(ms / HOUR), 'h'],
    [minutes, 'm'],
    [(ms % MINUTE) / SECOND, 's'],
  ] as const;
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : `${count}${unit}`)).join(' ');
}

/**
 * Length of the axis. While time goes on the axis is longer than it, in steps of an eighth to a sixteenth, so that
 * the bars need not be laid out anew ten times a second.
 */
export function axisSpanMs(elapsedMs: Milliseconds, isRunning: boolean): Milliseconds {
  if (!isRunning) return Math.max(1, elapsedMs);
  const stepMs = Math.max(25, 2 ** Math.floor(Math.log2(Math.max(1, elapsedMs))) / 8);
  return (Math.floor(elapsedMs / stepMs) + 1) * stepMs;
}
