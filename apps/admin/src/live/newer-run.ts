import { hasEnded, type Run, type RunState, type StepState } from '@oremill/types';

/** Of two states of one run, the later one: events and replies overlap and overtake each other. */
export function newerRun(known: Run | undefined, arrived: Run): Run {
  return known && progressOf(known) > progressOf(arrived) ? known : arrived;
}

/** A list with what was heard of besides, newest first, each in its newest state; for panels that may move. */
export function withHeardRuns(listed: readonly Run[], heard: ReadonlyMap<string, Run>): Run[] {
  const all = new Map(heard);
  for (const run of listed) all.set(run.id, newerRun(all.get(run.id), run));
  return [...all.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

/** Puts newer states into a list without moving, adding or removing a row. */
export function patchRuns(items: Run[], newer: ReadonlyMap<string, Run>): Run[] {
  let hasChanged = false;
  const patched = items.map((item) => {
    const arrived = newer.get(item.id);
    const next = arrived ? newerRun(item, arrived) : item;
    if (next !== item) hasChanged = true;
    return next;
  });
  return hasChanged ? patched : items;
}

const RUN_PLACES: Readonly<Partial<Record<RunState, number>>> = { held: 0, queued: 1, running: 2 };
const STEP_PLACES: Readonly<Partial<Record<StepState, number>>> = { waiting: 0, running: 1 };

/**
 * A number that only grows while a run goes on: it is held, queued, runs and ends once, and a step that is tried again
 * is so as a higher attempt.
 */
function progressOf(run: Run): number {
  const steps = run.steps.reduce(
    (sum, { attempt, state }) => sum + attempt * 3 + (STEP_PLACES[state] ?? 2),
    run.steps.length,
  );
  return (hasEnded(run) ? 3 : (RUN_PLACES[run.state] ?? 0)) * 1e9 + steps;
}
