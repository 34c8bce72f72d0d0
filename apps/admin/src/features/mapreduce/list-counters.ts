import type { Counters } from '@oremill/types';

export interface Counter {
  readonly group: string;
  readonly name: string;
  readonly count: number;
}

/** Groups and names in order of the alphabet, the engine's own last. */
export function listCounters(counters: Counters): Counter[] {
  const groups = Object.keys(counters).toSorted(
    (a, b) => Number(a === 'engine') - Number(b === 'engine') || a.localeCompare(b),
  );
  return groups.flatMap((group) =>
    Object.entries(counters[group] ?? {})
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([name, count]) => ({ group, name, count })),
  );
}
