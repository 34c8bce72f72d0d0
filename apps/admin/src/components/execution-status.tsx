import type { ExecutionState } from '@oremill/types';
import { Status } from './status.tsx';
import { lookOfExecution } from './status-roles.ts';

/** The state of an execution, in the engine's own word. */
export function ExecutionStatus({ state, isTinted = false }: { state: ExecutionState; isTinted?: boolean }) {
  return <Status look={lookOfExecution(state)} word={state} isTinted={isTinted} />;
}
