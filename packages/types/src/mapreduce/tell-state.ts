import type { ExecutionState } from './execution.ts';

const STATES: Record<ExecutionState, string> = {
  running: 'is running',
  succeeded: 'has succeeded',
  failed: 'has failed',
  stopped: 'was stopped',
  interrupted: 'was interrupted',
};

/** How it is with an execution, as the end of a sentence. */
export function tellState(state: ExecutionState): string {
  return STATES[state];
}
