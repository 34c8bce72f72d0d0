import type { ExecutionState } from '@oremill/types';

/** What a state means to the person who looks: one colour and one shape for each, across all engines. */
export type StatusRole = 'ok' | 'running' | 'warning' | 'failed' | 'waiting' | 'idle';
export type StatusShape = 'check' | 'play' | 'triangle' | 'cross' | 'bars' | 'dash' | 'slashed' | 'bolt';

export interface StatusLook {
  readonly role: StatusRole;
  readonly shape: StatusShape;
}

const EXECUTION_LOOKS: Readonly<Record<ExecutionState, StatusLook>> = {
  running: { role: 'running', shape: 'play' },
  succeeded: { role: 'ok', shape: 'check' },
  failed: { role: 'failed', shape: 'cross' },
  stopped: { role: 'idle', shape: 'slashed' },
  interrupted: { role: 'idle', shape: 'bolt' },
};

export function lookOfExecution(state: ExecutionState): StatusLook {
  return EXECUTION_LOOKS[state];
}
