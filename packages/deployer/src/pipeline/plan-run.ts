import type { Pipeline, PipelineStep, PlannedStep } from '@oremill/types';
import { allNeeds, orderSteps } from './order-steps.ts';

/** By name of the step: why it is not done. */
export type SkipReasons = ReadonlyMap<string, string>;

/**
 * The steps of a run, those that come before a step before it. A step that makes what another one uses is done
 * wherever that one is, though nothing it is of has changed.
 */
export function planRun(pipeline: Pipeline, skipReasons: SkipReasons = new Map()): PlannedStep[] {
  const names = orderSteps(allNeeds(pipeline.steps));
  const skipped = keepWhatIsUsed(pipeline, names, skipReasons);
  return names.flatMap((name) => {
    const definition = stepOf(pipeline, name);
    const skipReason = skipped.get(name);
    return cellsOf(definition).map((cell) => ({
      name: plannedName(name, cell),
      step: name,
      definition: cellDefinition(pipeline, definition, cell),
      needs: definition.needs.flatMap((need) => plannedNames(need, stepOf(pipeline, need))),
      ...(skipReason === undefined ? {} : { skipReason }),
    }));
  });
}

/** The names under which a step is planned: one, or one for each cell of its matrix. */
export function plannedNames(name: string, step: Pick<PipelineStep, 'matrix'>): string[] {
  return cellsOf(step).map((cell) => plannedName(name, cell));
}

type Cell = Readonly<Record<string, string>>;

function plannedName(name: string, cell: Cell): string {
  const variables = Object.entries(cell).map(([variable, value]) => `${variable}=${value}`);
  return variables.length === 0 ? name : `${name}[${variables.join(',')}]`;
}

/** Each combination of a matrix, the first variable changing slowest; one that is empty where there is no matrix. */
function cellsOf({ matrix = {} }: Pick<PipelineStep, 'matrix'>): Cell[] {
  return Object.entries(matrix).reduce<Cell[]>(
    (cells, [variable, values]) =>
      cells.flatMap((cell) => values.map((value) => ({ ...cell, [variable]: value }))),
    [{}],
  );
}

function cellDefinition(pipeline: Pipeline, definition: PipelineStep, cell: Cell): PipelineStep {
  const { matrix: _, ...rest } = definition;
  return { ...rest, env: { ...pipeline.env, ...definition.env, ...cell } };
}

function keepWhatIsUsed(
  { steps }: Pipeline,
  names: readonly string[],
  skipReasons: SkipReasons,
): Map<string, string> {
  const skipped = new Map(skipReasons);
  // From the last: a step that is done after all may itself use something.
  for (const user of names.toReversed()) {
    if (skipped.has(user)) continue;
    const used = new Set(steps[user]?.uses);
    for (const maker of names) {
      if (Object.keys(steps[maker]?.artifacts ?? {}).some((artifact) => used.has(artifact))) {
        skipped.delete(maker);
      }
    }
  }
  return skipped;
}

function stepOf({ steps }: Pipeline, name: string): PipelineStep {
  const step = steps[name];
  if (step === undefined) throw new Error(`the pipeline was not checked: there is no step ${name}`);
  return step;
}
