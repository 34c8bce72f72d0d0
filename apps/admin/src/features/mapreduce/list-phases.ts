import { type Execution, formatCount, type Phase, type Progress, phaseSchema } from '@oremill/types';

export interface PhaseLine {
  readonly phase: Phase;
  /** `ended`: the execution ended in it without success. */
  readonly mark: 'done' | 'now' | 'next' | 'ended';
  readonly detail: string;
}

/**
 * The phases of the step that an execution is in, with how far it is. Keys are sampled only where parts are to be
 * in order, and a step without reducers has no reduce phase: neither is announced then.
 */
export function listPhases({
  state,
  progress,
  steps,
}: Pick<Execution, 'state' | 'progress' | 'steps'>): PhaseLine[] {
  const isMapOnly = steps[progress.step - 1]?.kind === 'map';
  const phases = phaseSchema.options.filter(
    (phase) => phase === progress.phase || (phase !== 'sample' && !(phase === 'reduce' && isMapOnly)),
  );
  const at = phases.indexOf(progress.phase);
  return phases.map((phase, index) => {
    const isDone = state === 'succeeded' || index < at;
    const mark = isDone ? 'done' : index > at ? 'next' : state === 'running' ? 'now' : 'ended';
    return { phase, mark, detail: detailOf(phase, progress) };
  });
}

function detailOf(phase: Phase, { records, step, reducers, reducersDone }: Progress): string {
  if (phase === 'map' && step <= 1) return ` ${formatCount(records)} records`;
  if (phase === 'reduce' && reducers > 0) return ` ${formatCount(reducersDone)} of ${formatCount(reducers)}`;
  return '';
}
