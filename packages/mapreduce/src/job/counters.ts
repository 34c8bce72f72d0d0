import type { Counters } from '@oremill/types';

/** Sums by (group, name). */
export class CounterSet {
  readonly #groups = new Map<string, Map<string, number>>();

  add(group: string, name: string, by = 1): void {
    if (!Number.isSafeInteger(by)) throw new TypeError(`counter ${group}/${name}: ${by} is not an integer`);
    let names = this.#groups.get(group);
    if (names === undefined) {
      names = new Map();
      this.#groups.set(group, names);
    }
    names.set(name, (names.get(name) ?? 0) + by);
  }

  merge(counters: Counters): void {
    for (const [group, names] of Object.entries(counters)) {
      for (const [name, by] of Object.entries(names)) this.add(group, name, by);
    }
  }

  /** Sorted, so that the same counts print the same, whichever task finished first. */
  toCounters(): Counters {
    const groups = [...this.#groups].sort(byName);
    return Object.fromEntries(
      groups.map(([group, names]) => [group, Object.fromEntries([...names].sort(byName))]),
    );
  }
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
