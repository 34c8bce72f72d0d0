import { METRIC_NAMES, type Pipeline } from '@oremill/types';
import { didYouMean } from './near-name.ts';
import { allNeeds, findCycles, stepsBefore } from './order-steps.ts';
import { plannedNames } from './plan-run.ts';
import type { Problem } from './problem.ts';

const NAMES_SHOWN_MAX = 20;

/** Whether each name that refers to something refers to something that is there, and comes before it. */
export function checkNames(pipeline: Pipeline): Problem[] {
  const unknown = [...unknownNames(pipeline), ...sameArtifacts(pipeline)];
  const cycles = findCycles(allNeeds(pipeline.steps)).map(([name = '', ...way]) => ({
    path: ['steps', name, 'needs'],
    message: `a step cannot come before itself: ${[name, ...way].join(' needs ')}`,
  }));
  // What comes before what is told only of steps without a cycle.
  return [...unknown, ...cycles, ...(cycles.length === 0 ? artifactsOfLaterSteps(pipeline) : [])];
}

function unknownNames({ steps, services, caches, secrets, gates }: Pipeline): Problem[] {
  const known = {
    needs: { kind: 'step', names: Object.keys(steps) },
    services: { kind: 'service', names: Object.keys(services) },
    caches: { kind: 'cache', names: Object.keys(caches) },
    secrets: { kind: 'secret', names: Object.keys(secrets) },
    uses: {
      kind: 'artifact',
      names: Object.values(steps).flatMap(({ artifacts }) => Object.keys(artifacts)),
    },
  };
  const ofSteps = Object.entries(steps).flatMap(([step, definition]) =>
    Object.entries(known).flatMap(([field, { kind, names }]) =>
      definition[field as keyof typeof known].flatMap((name, index) =>
        unknownName(name, kind, names, ['steps', step, field, index]),
      ),
    ),
  );
  const figures = [...METRIC_NAMES, ...durationFigures(steps)];
  const ofGates = gates.flatMap(({ metric }, index) =>
    unknownName(metric, 'figure', figures, ['gates', index, 'metric']),
  );
  return [...ofSteps, ...ofGates];
}

/** How long each step takes is a figure too. */
function durationFigures(steps: Pipeline['steps']): string[] {
  return Object.entries(steps).flatMap(([name, step]) =>
    plannedNames(name, step).map((planned) => `steps.${planned}.seconds`),
  );
}

function unknownName(name: string, kind: string, names: readonly string[], path: Problem['path']): Problem[] {
  if (names.includes(name)) return [];
  const near = didYouMean(name, names) || whichThereAre(names);
  return [{ path, message: `there is no ${kind} "${name}"${near}` }];
}

function whichThereAre(names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > NAMES_SHOWN_MAX ? ', …' : '';
  return `; there are ${names.slice(0, NAMES_SHOWN_MAX).join(', ')}${more}`;
}

/** Of two steps nobody knows whose artifact is meant. */
function sameArtifacts({ steps }: Pipeline): Problem[] {
  const makers = new Map<string, string>();
  return Object.entries(steps).flatMap(([step, { artifacts }]) =>
    Object.keys(artifacts).flatMap((artifact) => {
      const other = makers.get(artifact);
      if (other === undefined) {
        makers.set(artifact, step);
        return [];
      }
      const message = `the step ${other} has an artifact "${artifact}" too: each needs a name of its own`;
      return [{ path: ['steps', step, 'artifacts', artifact], isOfKey: true, message }];
    }),
  );
}

function artifactsOfLaterSteps({ steps }: Pipeline): Problem[] {
  const before = stepsBefore(allNeeds(steps));
  const makers = new Map(
    Object.entries(steps).flatMap(([step, { artifacts }]) =>
      Object.keys(artifacts).map((artifact) => [artifact, step] as const),
    ),
  );
  return Object.entries(steps).flatMap(([step, { uses }]) =>
    uses.flatMap((artifact, index) => {
      const maker = makers.get(artifact);
      if (maker === undefined || before.get(step)?.has(maker)) return [];
      const message = `"${artifact}" is of the step ${maker}, which does not come before: add it to needs`;
      return [{ path: ['steps', step, 'uses', index], message }];
    }),
  );
}
