import type { Execution } from '@oremill/types';

/**
 * Of two states of one execution, the later one. Events and replies overtake each other, so what arrives last
 * need not be the newest: an ended execution never runs again, and progress only grows.
 */
export function newerExecution(known: Execution | undefined, arrived: Execution): Execution {
  if (!known) return arrived;
  const hasKnownEnded = known.state !== 'running';
  const hasArrivedEnded = arrived.state !== 'running';
  if (hasKnownEnded !== hasArrivedEnded) return hasKnownEnded ? known : arrived;
  return arrived.progress.elapsedMs >= known.progress.elapsedMs ? arrived : known;
}

/** A list with what was heard of besides, newest first, each in its newest state; for panels that may move. */
export function withHeard(listed: readonly Execution[], heard: ReadonlyMap<string, Execution>): Execution[] {
  const all = new Map(heard);
  for (const execution of listed) all.set(execution.id, newerExecution(all.get(execution.id), execution));
  return [...all.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

/** Puts newer states into a list without moving, adding or removing a row. */
export function patchExecutions(items: Execution[], newer: ReadonlyMap<string, Execution>): Execution[] {
  let hasChanged = false;
  const patched = items.map((item) => {
    const arrived = newer.get(item.id);
    const next = arrived ? newerExecution(item, arrived) : item;
    if (next !== item) hasChanged = true;
    return next;
  });
  return hasChanged ? patched : items;
}
