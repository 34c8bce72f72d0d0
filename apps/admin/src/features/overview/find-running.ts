import type { Execution } from '@oremill/types';
import { newerExecution } from '../../live/newer-execution.ts';

/** Running executions of a list and of the stream, newest first, each in its newest state. */
export function findRunning(
  listed: readonly Execution[],
  heard: ReadonlyMap<string, Execution>,
): Execution[] {
  const newest = new Map(heard);
  for (const execution of listed)
    newest.set(execution.id, newerExecution(newest.get(execution.id), execution));
  return [...newest.values()]
    .filter(({ state }) => state === 'running')
    .toSorted((a, b) => (a.id < b.id ? 1 : -1));
}
