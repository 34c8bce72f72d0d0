import type { PlannedStep, StepState } from '@oremill/types';

/** A planned step, and how it stands. */
export interface StepStanding {
  readonly planned: PlannedStep;
  readonly state: StepState;
}

export interface NextSteps {
  /** May begin now, in the order of the plan. */
  readonly start: readonly string[];
  /** Will never begin, with the reason. */
  readonly skip: readonly { readonly name: string; readonly reason: string }[];
  /** How the run came out, when nothing runs, waits or is in these lists. */
  readonly outcome: 'passed' | 'failed' | undefined;
}

const ENDED: readonly StepState[] = ['passed', 'failed', 'skipped', 'cancelled'];

/** What is to be done of a run, given how its steps stand; `parallel` is how many may run at once. */
export function nextSteps(steps: readonly StepStanding[], parallel: number): NextSteps {
  const standings = new Map(steps.map((step) => [step.planned.name, step]));
  const free = parallel - steps.filter(({ state }) => state === 'running').length;
  const start: string[] = [];
  const skip: { name: string; reason: string }[] = [];
  for (const { planned, state } of steps) {
    if (state !== 'waiting') continue;
    const decision = decide(planned, beforeOf(planned, steps, standings));
    if (decision === 'start') start.push(planned.name);
    else if (decision !== 'wait') skip.push({ name: planned.name, reason: decision.skip });
  }
  const isOver = steps.every(({ state }) => ENDED.includes(state));
  return {
    start: start.slice(0, Math.max(0, free)),
    skip,
    outcome: isOver ? (steps.some(failsRun) ? 'failed' : 'passed') : undefined,
  };
}

function decide(planned: PlannedStep, before: readonly StepStanding[]): 'start' | 'wait' | { skip: string } {
  if (planned.skipReason !== undefined) return { skip: planned.skipReason };
  if (!before.every(({ state }) => ENDED.includes(state))) return 'wait';
  const broken = before.find(breaksNext);
  switch (planned.definition.when) {
    case 'always':
      return 'start';
    case 'onFailure':
      return broken === undefined ? { skip: 'no step before it has failed' } : 'start';
    case 'success':
      return broken === undefined ? 'start' : { skip: `${broken.planned.name} ${WORDS[broken.state]}` };
  }
}

const WORDS: Readonly<Record<StepState, string>> = {
  waiting: 'waits',
  running: 'runs',
  passed: 'has passed',
  failed: 'has failed',
  skipped: 'was not done',
  cancelled: 'was cancelled',
};

/** Steps before it: those it names. One that is for after failures, or for the end, and names none, is after all others. */
function beforeOf(
  planned: PlannedStep,
  steps: readonly StepStanding[],
  standings: ReadonlyMap<string, StepStanding>,
): readonly StepStanding[] {
  if (planned.needs.length > 0 || planned.definition.when === 'success') {
    return planned.needs.flatMap((name) => standings.get(name) ?? []);
  }
  return steps.filter(
    (step) =>
      step.planned.definition.when === 'success' && !comesAfter(step.planned, planned.name, standings),
  );
}

function comesAfter(
  planned: PlannedStep,
  name: string,
  standings: ReadonlyMap<string, StepStanding>,
): boolean {
  return planned.needs.some((need) => {
    const before = standings.get(need)?.planned;
    return need === name || (before !== undefined && comesAfter(before, name, standings));
  });
}

/** Whether steps that want success are not done after it. One that has nothing to do breaks nothing. */
function breaksNext({ planned, state }: StepStanding): boolean {
  if (state === 'skipped') return planned.skipReason === undefined && planned.definition.when !== 'onFailure';
  return state === 'cancelled' || (state === 'failed' && !planned.definition.mayFail);
}

function failsRun({ planned, state }: StepStanding): boolean {
  return state === 'cancelled' || (state === 'failed' && !planned.definition.mayFail);
}
