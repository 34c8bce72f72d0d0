import { endMarkedProcesses } from '@oremill/runtime';

/** Every process of a step has this variable with a value that nobody can guess, also one that has left its group. */
export const MARK_VARIABLE = 'OREMILL_STEP_MARK';

/** Asks all processes of a step to end, and after `graceMs` makes them; returns how many there were when it came. */
export function endStepProcesses(mark: string, leader: number | undefined, graceMs: number): Promise<number> {
  return endMarkedProcesses(`${MARK_VARIABLE}=${mark}`, leader, graceMs);
}
