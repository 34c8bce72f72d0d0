import type { StepWork } from './step-work.ts';

/** Of the engine's own environment; the rest, with the platform's credentials, is not given to steps. */
const PASSED_ON = ['PATH'] as const;

export interface StepFolders {
  readonly home: string;
  readonly temporary: string;
}

export interface EnvironmentOptions {
  /** The engine's own. */
  readonly engine: NodeJS.ProcessEnv;
  /** Further variables of it that steps get: proxies of a network, say. */
  readonly passOn: readonly string[];
  readonly folders: StepFolders;
}

/** What a step finds in its environment, but for services and secrets. What the pipeline says wins. */
export function stepEnvironment(work: StepWork, options: EnvironmentOptions): Record<string, string> {
  const { engine, folders, passOn } = options;
  const passed = [...PASSED_ON, ...passOn].flatMap((name) => {
    const value = engine[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    ...Object.fromEntries(passed),
    HOME: folders.home,
    TMPDIR: folders.temporary,
    CI: 'true',
    OREMILL_RUN: work.runId,
    OREMILL_STEP: work.planned.name,
    OREMILL_REPOSITORY: work.repository,
    OREMILL_BRANCH: work.branch,
    OREMILL_COMMIT: work.commit,
    OREMILL_WORKSPACE: work.workspace,
    ...work.planned.definition.env,
  };
}
