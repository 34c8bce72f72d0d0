import type { RunState } from '@oremill/types';
import { Status } from './status.tsx';
import { lookOfRun } from './status-roles.ts';

/** The state of a run, in the engine's own word. */
export function RunStatus({ state, isTinted = false }: { state: RunState; isTinted?: boolean }) {
  return <Status look={lookOfRun(state)} word={state} isTinted={isTinted} />;
}
