import type { ExecutionState, GateVerdict, RunState, StepState } from '@oremill/types';

/** What a state means to the person who looks: one colour and one shape for each, across all engines. */
export type StatusRole = 'ok' | 'running' | 'warning' | 'failed' | 'waiting' | 'idle';
export type StatusShape =
  | 'check'
  | 'play'
  | 'triangle'
  | 'cross'
  | 'bars'
  | 'dash'
  | 'slashed'
  | 'bolt'
  | 'diamond';

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

const RUN_LOOKS: Readonly<Record<RunState, StatusLook>> = {
  held: { role: 'waiting', shape: 'bars' },
  queued: { role: 'idle', shape: 'dash' },
  running: { role: 'running', shape: 'play' },
  passed: { role: 'ok', shape: 'check' },
  failed: { role: 'failed', shape: 'cross' },
  cancelled: { role: 'idle', shape: 'slashed' },
  superseded: { role: 'idle', shape: 'slashed' },
};

export function lookOfRun(state: RunState): StatusLook {
  return RUN_LOOKS[state];
}

const STEP_LOOKS: Readonly<Record<StepState, StatusLook>> = {
  waiting: { role: 'idle', shape: 'dash' },
  running: { role: 'running', shape: 'play' },
  passed: { role: 'ok', shape: 'check' },
  failed: { role: 'failed', shape: 'cross' },
  skipped: { role: 'idle', shape: 'slashed' },
  cancelled: { role: 'idle', shape: 'slashed' },
};

export function lookOfStep(state: StepState): StatusLook {
  return STEP_LOOKS[state];
}

const GATE_LOOKS: Readonly<Record<GateVerdict['state'], StatusLook>> = {
  passed: { role: 'ok', shape: 'check' },
  failed: { role: 'failed', shape: 'cross' },
  'no-value': { role: 'failed', shape: 'triangle' },
  'no-baseline': { role: 'idle', shape: 'diamond' },
  'no-change': { role: 'idle', shape: 'diamond' },
};

export function lookOfGate(state: GateVerdict['state']): StatusLook {
  return GATE_LOOKS[state];
}
