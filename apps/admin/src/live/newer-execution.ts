import type { Execution } from '@oremill/types';

/**
 * Of two states of one execution, the later one. Events and replies overtake each other, so what arrives last need
 * not be the newest: what succeeded or failed never runs again, and the time only grows, across a resume too.
 */
export function newerExecution(known: Execution | undefined, arrived: Execution): Execution {
  if (!known) return arrived;
  if (isFinal(known) !== isFinal(arrived)) return isFinal(known) ? known : arrived;
  // Read from the disk after a crash, where the time was last written up to a second before.
  if (arrived.state === 'interrupted' && known.state === 'running') return arrived;
  const aheadMs = arrived.progress.elapsedMs - known.progress.elapsedMs;
  // Stopped in the moment in which it was told to run on: the end is the later.
  if (aheadMs === 0 && known.state !== 'running' && arrived.state === 'running') return known;
  return aheadMs >= 0 ? arrived : known;
}

function isFinal({ state }: Execution): boolean {
  return state === 'succeeded' || state === 'failed';
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
