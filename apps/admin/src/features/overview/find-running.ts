import type { Execution } from '@oremill/types';
import { withHeard } from '../../live/newer-execution.ts';

/** Running executions of a list and of the stream, newest first, each in its newest state. */
export function findRunning(
  listed: readonly Execution[],
  heard: ReadonlyMap<string, Execution>,
): Execution[] {
  return withHeard(listed, heard).filter(({ state }) => state === 'running');
}
