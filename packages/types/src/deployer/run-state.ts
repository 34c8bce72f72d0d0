import { z } from 'zod';

/**
 * `held`: somebody has to approve it. `superseded`: a newer commit of its branch was queued before it began. The last
 * four do not change any more.
 */
export const runStateSchema = z.enum([
  'held',
  'queued',
  'running',
  'passed',
  'failed',
  'cancelled',
  'superseded',
]);
export type RunState = z.infer<typeof runStateSchema>;

export const stepStateSchema = z.enum(['waiting', 'running', 'passed', 'failed', 'skipped', 'cancelled']);
export type StepState = z.infer<typeof stepStateSchema>;

export const RUN_ENDED = [
  'passed',
  'failed',
  'cancelled',
  'superseded',
] as const satisfies readonly RunState[];

export function hasEnded({ state }: { readonly state: RunState }): boolean {
  return (RUN_ENDED as readonly RunState[]).includes(state);
}
