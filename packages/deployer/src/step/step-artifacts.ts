import { AppError, type Artifact, deployerError } from '@oremill/types';
import { matchPaths } from '../store/match-files.ts';
import type { StepTools } from './step-runner.ts';
import type { StepWork } from './step-work.ts';

/** Puts what steps before have kept where it was. Of a matrix all cells' are taken. */
export async function unpackArtifacts(work: StepWork, root: string, { artifacts }: StepTools): Promise<void> {
  for (const name of work.planned.definition.uses) {
    const kept = work.artifacts.filter((artifact) => artifact.name === name);
    if (kept.length === 0) {
      throw deployerError(
        'ARTIFACT_MISSING',
        `${work.planned.name} uses the artifact ${name}, which no step before has kept`,
      );
    }
    for (const artifact of kept) await artifacts.unpack(artifact, root);
  }
}

/** Keeps files, also of a step that has failed, which may tell why: what cannot be kept of that is not missed. */
export async function keepArtifacts(
  work: StepWork,
  root: string,
  hasPassed: boolean,
  tools: StepTools,
): Promise<readonly Artifact[]> {
  const kept: Artifact[] = [];
  for (const [name, globs] of Object.entries(work.planned.definition.artifacts)) {
    try {
      const artifact = await keepArtifact(name, globs, root, tools);
      kept.push(artifact);
      tools.say(`the artifact ${name} was kept: ${artifact.files} files, ${artifact.bytes} bytes`);
    } catch (error) {
      if (hasPassed || !(error instanceof AppError)) throw error;
      tools.say(error.message);
    }
  }
  return kept;
}

async function keepArtifact(
  name: string,
  globs: readonly string[],
  root: string,
  { artifacts }: StepTools,
): Promise<Artifact> {
  const paths = await matchPaths(root, globs);
  const artifact = paths.length === 0 ? undefined : await artifacts.keep(name, root, paths);
  if (artifact !== undefined && artifact.files > 0) return artifact;
  throw deployerError('ARTIFACT_MISSING', `no file is there for the artifact ${name}: ${globs.join(', ')}`, {
    hint: 'The step is to make them, or its `artifacts` to name others.',
  });
}
