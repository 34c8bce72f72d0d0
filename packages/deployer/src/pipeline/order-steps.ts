import type { PipelineStep } from '@oremill/types';

/** What an order needs to know of steps, by name. */
export type StepNeeds = Readonly<Record<string, Pick<PipelineStep, 'needs'>>>;

/**
 * The needs of steps as they are done: one for after a failure, or for the end, that names none comes after all others,
 * but for those that come after it.
 */
export function allNeeds(steps: Readonly<Record<string, Pick<PipelineStep, 'needs' | 'when'>>>): StepNeeds {
  const needs = Object.entries(steps).map(([name, step]) => {
    if (step.needs.length > 0 || step.when === 'success') return [name, step];
    const after = stepsAfter(steps, name);
    const others = Object.keys(steps).filter(
      (other) => steps[other]?.when === 'success' && !after.has(other),
    );
    return [name, { needs: others }];
  });
  return Object.fromEntries(needs);
}

function stepsAfter(steps: StepNeeds, first: string): Set<string> {
  const after = new Set([first]);
  // What is added is looked at as well.
  for (const name of after) {
    for (const [other, { needs }] of Object.entries(steps)) if (needs.includes(name)) after.add(other);
  }
  return after;
}

/** Names of all steps, each after those that it needs, else as they were written. Of steps without a cycle. */
export function orderSteps(steps: StepNeeds): string[] {
  const ordered = new Set<string>();
  const add = (name: string): void => {
    if (ordered.has(name)) return;
    for (const need of steps[name]?.needs ?? []) add(need);
    ordered.add(name);
  };
  for (const name of Object.keys(steps)) add(name);
  return [...ordered];
}

/** Each step with all that come before it, near or far. Of steps without a cycle. */
export function stepsBefore(steps: StepNeeds): Map<string, ReadonlySet<string>> {
  const before = new Map<string, ReadonlySet<string>>();
  for (const name of orderSteps(steps)) {
    const needs = steps[name]?.needs ?? [];
    before.set(name, new Set(needs.flatMap((need) => [need, ...(before.get(need) ?? [])])));
  }
  return before;
}

/** Ways from a step back to itself, each told once: `[['a', 'b', 'a']]`, where a needs b and b needs a. */
export function findCycles(steps: StepNeeds): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const walk = (name: string): void => {
    const seenAt = way.indexOf(name);
    if (seenAt >= 0) {
      cycles.push([...way.slice(seenAt), name]);
      return;
    }
    if (done.has(name)) return;
    way.push(name);
    for (const need of steps[name]?.needs ?? []) walk(need);
    way.pop();
    done.add(name);
  };
  for (const name of Object.keys(steps)) walk(name);
  return cycles;
}
