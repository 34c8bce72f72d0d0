import type { Execution, Milliseconds, StepReport, WorkTimes } from '@oremill/types';

export interface WorkPart {
  readonly name: string;
  /** What it is made of, in words. */
  readonly meaning: string;
  readonly color: string;
  readonly ms: Milliseconds;
  /** Of all the work of the same step, 0 to 1. */
  readonly share: number;
}

/** In the order of the flow: input → map → shuffle → reduce → output. */
const PARTS: readonly { name: string; key: keyof WorkTimes; meaning: string }[] = [
  { name: 'map', key: 'mapMs', meaning: 'reading, parsing and the mapper' },
  { name: 'sort', key: 'sortMs', meaning: 'sorting pairs before they are spilled' },
  { name: 'combine', key: 'combineMs', meaning: 'the combiner' },
  { name: 'spill', key: 'spillMs', meaning: 'writing sorted pairs' },
  { name: 'merge', key: 'mergeMs', meaning: 'reading spills and merging them' },
  { name: 'reduce', key: 'reduceMs', meaning: 'the reducer and writing parts' },
];

/** Where the time of workers went; parts that took none are left out. */
export function workParts(work: WorkTimes): WorkPart[] {
  const totalMs = PARTS.reduce((sum, { key }) => sum + work[key], 0);
  return PARTS.flatMap(({ name, key, meaning }) =>
    work[key] > 0
      ? { name, meaning, color: `var(--work-${name})`, ms: work[key], share: work[key] / totalMs }
      : [],
  );
}

export function totalMsOf(work: WorkTimes): Milliseconds {
  return PARTS.reduce((sum, { key }) => sum + work[key], 0);
}

/** The work of all steps together. */
export function addWork(steps: readonly StepReport[]): WorkTimes {
  const sum = { mapMs: 0, sortMs: 0, combineMs: 0, spillMs: 0, mergeMs: 0, reduceMs: 0 };
  for (const { work } of steps) {
    for (const { key } of PARTS) sum[key] += work[key];
  }
  return sum;
}

/** Work over the time that the workers had, 0 to 1; undefined while no time has passed. */
export function shareBusy({
  steps,
  workers,
  progress,
}: Pick<Execution, 'steps' | 'workers' | 'progress'>): number | undefined {
  const hadMs = workers * progress.elapsedMs;
  return hadMs === 0 ? undefined : Math.min(1, totalMsOf(addWork(steps)) / hadMs);
}
