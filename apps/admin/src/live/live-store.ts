import type { Execution, Run } from '@oremill/types';
import type { ConnectionStatus } from './connection.ts';
import { newerExecution } from './newer-execution.ts';
import { newerRun } from './newer-run.ts';
import { addSample, type RateSample } from './rate-samples.ts';

/** What has been heard since this page was opened. */
export interface LiveState {
  readonly status: ConnectionStatus;
  readonly executions: ReadonlyMap<string, Execution>;
  readonly samples: ReadonlyMap<string, readonly RateSample[]>;
  readonly runs: ReadonlyMap<string, Run>;
}

const EXECUTIONS_MAX = 200;
const RUNS_MAX = 200;

let state: LiveState = {
  status: { kind: 'connecting', sinceMs: Date.now() },
  executions: new Map(),
  samples: new Map(),
  runs: new Map(),
};
const listeners = new Set<() => void>();

export function readLive(): LiveState {
  return state;
}

export function subscribeLive(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setStatus(status: ConnectionStatus): void {
  publish({ ...state, status });
}

/** Takes a batch of states, keeps the newer of each, and forgets the oldest executions beyond the bound. */
export function addExecutions(batch: readonly Execution[]): void {
  const executions = new Map(state.executions);
  const samples = new Map(state.samples);
  for (const arrived of batch) {
    executions.set(arrived.id, newerExecution(executions.get(arrived.id), arrived));
    samples.set(arrived.id, addSample(samples.get(arrived.id) ?? [], arrived.progress));
  }
  // A Map keeps the order of insertion, so its first key came first.
  for (const id of executions.keys()) {
    if (executions.size <= EXECUTIONS_MAX) break;
    executions.delete(id);
    samples.delete(id);
  }
  publish({ ...state, executions, samples });
}

/** Takes a batch of runs likewise. */
export function addRuns(batch: readonly Run[]): void {
  const runs = new Map(state.runs);
  for (const arrived of batch) runs.set(arrived.id, newerRun(runs.get(arrived.id), arrived));
  for (const id of runs.keys()) {
    if (runs.size <= RUNS_MAX) break;
    runs.delete(id);
  }
  publish({ ...state, runs });
}

/** After an interruption nobody knows what became of them: what is read then must not be held against what was heard. */
export function forgetHeard(): void {
  publish({ ...state, executions: new Map(), runs: new Map() });
}

/** Of a fetched execution and what the stream said of it, the newer: a reply may be older than an event. */
export function newestOf(fetched: Execution): Execution {
  return newerExecution(state.executions.get(fetched.id), fetched);
}

/** The same of a run. */
export function newestRunOf(fetched: Run): Run {
  return newerRun(state.runs.get(fetched.id), fetched);
}

function publish(next: LiveState): void {
  state = next;
  for (const listener of listeners) listener();
}
