import type { PipelineStep } from '@oremill/types';

/** What an order needs to know of steps, by name. */
export type StepNeeds = Readonly<Record<string, Pick<PipelineStep, 'needs'>>>;

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
