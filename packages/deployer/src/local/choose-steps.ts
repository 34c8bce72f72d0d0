import { deployerError, type PlannedStep } from '@oremill/types';

/** A step and all that come before it, of a plan: by its name, or all cells of one with a matrix. All steps, of no name. */
export function chooseSteps(steps: readonly PlannedStep[], names: readonly string[]): readonly PlannedStep[] {
  if (names.length === 0) return steps;
  const chosen = new Set<string>();
  const choose = (planned: PlannedStep): void => {
    if (chosen.has(planned.name)) return;
    chosen.add(planned.name);
    for (const before of steps) if (planned.needs.includes(before.name)) choose(before);
  };
  for (const name of names) {
    const found = steps.filter((planned) => planned.name === name || planned.step === name);
    if (found.length === 0) {
      throw deployerError('STEP_MISSING', `the pipeline has no step ${name}`, {
        hint: `It has ${steps.map((planned) => planned.name).join(', ')}.`,
      });
    }
    for (const planned of found) choose(planned);
  }
  return steps.filter(({ name }) => chosen.has(name));
}
