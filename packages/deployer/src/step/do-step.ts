import { mkdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Isolation } from '@oremill/types';
import { matchFiles } from '../store/match-files.ts';
import { encloseBy } from './isolation.ts';
import { maskSecrets } from './mask-secrets.ts';
import { readSecrets } from './read-secrets.ts';
import { keepArtifacts, unpackArtifacts } from './step-artifacts.ts';
import { restoreCaches } from './step-caches.ts';
import { stepEnvironment } from './step-environment.ts';
import type { StepTools } from './step-runner.ts';
import type { StepOutcome, StepWork } from './step-work.ts';
import { tryOften } from './try-step.ts';

/** Secrets → artifacts of steps before → caches → services and command, as often as it may → artifacts → caches. */
export async function doStep(work: StepWork, signal: AbortSignal, tools: StepTools): Promise<StepOutcome> {
  signal.throwIfAborted();
  const { marks } = tools;
  const root = await realpath(work.workspace);
  const { enclosure, env } = await enclose(work, root, tools);
  const secrets = await secretsOf(work, root, signal, tools);
  const own: string[] = [];
  const makeMark = () => {
    const mark = marks.add(work.runId);
    own.push(mark);
    return mark;
  };
  try {
    await unpackArtifacts(work, root, tools);
    const saveCaches = await restoreCaches(work, root, tools);
    const clean = maskSecrets(Object.values(secrets));
    const { end, error } = await tryOften(
      work,
      { root, env, secrets, clean, enclosure, makeMark },
      signal,
      tools,
    );
    if (end?.by === 'cancel') signal.throwIfAborted();
    const hasPassed = error === undefined;
    const artifacts = await keepArtifacts(work, root, hasPassed, tools);
    if (hasPassed) await saveCaches();
    const reports = await matchFiles(root, work.planned.definition.reports);
    return {
      state: hasPassed ? 'passed' : 'failed',
      exitCode: end?.exitCode,
      signal: end?.signal,
      error,
      artifacts,
      reports: reports.map((path) => join(root, path)),
    };
  } finally {
    for (const mark of own) {
      await enclosure.end(mark);
      marks.remove(mark);
    }
  }
}

async function enclose(work: StepWork, root: string, tools: StepTools) {
  const { environment, folder, isolated, passOn } = tools;
  const run = join(folder, 'runs', work.runId);
  const folders = { home: join(run, 'home'), temporary: join(run, 'tmp') };
  for (const own of Object.values(folders)) await mkdir(own, { recursive: true, mode: 0o700 });
  const enclosure = encloseBy(isolationOf(work, isolated), {
    path: environment.PATH ?? '',
    workspace: root,
    folders,
    hidden: ['/root', '/home', '/tmp', environment.HOME ?? '/root', dirname(folder)],
    readOnly: [join(folder, 'mirrors', `${work.repository}.git`)],
  });
  return { enclosure, env: stepEnvironment(work, { engine: environment, passOn, folders }) };
}

/** A repository chooses how its steps are isolated, and not whether, where whoever runs the engine says so. */
function isolationOf({ isTrusted, planned }: StepWork, isolated: StepTools['isolated']): Isolation {
  const { isolation } = planned.definition;
  const isWanted = isolated === 'all' || (isolated === 'forks' && !isTrusted);
  return isolation === 'none' && isWanted ? 'bubblewrap' : isolation;
}

async function secretsOf(work: StepWork, root: string, signal: AbortSignal, tools: StepTools) {
  const { environment, platformFolder, say } = tools;
  const names = work.planned.definition.secrets;
  if (names.length === 0) return {};
  if (work.isTrusted) {
    const options = { environment, workspace: root, platformFolder, signal };
    return readSecrets(names, work.pipeline.secrets, options);
  }
  say(`a run of a fork gets no secrets: ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not set`);
  return {};
}
