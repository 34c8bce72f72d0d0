import { copyFile, mkdir, realpath } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Clock, Logger } from '@oremill/runtime';
import { affectedSince } from './engine/affected-since.ts';
import type { RunParts, RunPlace, StepPlace } from './engine/run-parts.ts';
import { judgeRun } from './gate/judge-run.ts';
import { findSkipReasons } from './pipeline/affected.ts';
import { loadPipeline } from './pipeline/load-pipeline.ts';
import { planRun } from './pipeline/plan-run.ts';
import type { State } from './state/open-state.ts';
import { createStepRunner } from './step/step-runner.ts';
import { stepRulesOf, storeLimitsOf } from './store/limits.ts';
import { openStore, type Store } from './store/open-store.ts';
import { checkWanted } from './trigger/check-wanted.ts';
import { keepSchedule } from './trigger/schedule.ts';
import { checkOutMore } from './workspace/check-out-more.ts';
import { type Git, gitOf } from './workspace/git.ts';
import { asCommit, type Mirrors, openMirrors } from './workspace/mirrors.ts';
import { tidyMirrors } from './workspace/tidy-mirrors.ts';
import { openWorkspaces, type Workspaces } from './workspace/workspaces.ts';

export interface RoomsOptions {
  readonly state: State;
  /** For all that is not in the database; the engines of one database share it. */
  readonly folder: string;
  /** The engine's own. */
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What is on this machine: mirrors, workspaces, logs. */
export interface Rooms extends Store {
  readonly git: Git;
  readonly mirrors: Mirrors;
  readonly workspaces: Workspaces;
  /** What the engine does runs with. */
  readonly parts: RunParts;
  /** Ends and removes what engines that were killed have left here. */
  removeLeftovers(): Promise<void>;
  /** Packs what fetches have brought. */
  tidyMirrors(): Promise<void>;
}

/** Opens the rooms around the engine, and ties them to it. */
export function openRooms(options: RoomsOptions): Rooms {
  const { state, folder, environment, clock, log } = options;
  const git = gitOf(environment);
  const mirrors = openMirrors(join(folder, 'mirrors'), git);
  const workspaces = openWorkspaces(folder, mirrors, git);
  const store = openStore({ folder, clock, log, limits: storeLimitsOf(environment) });
  const runner = createStepRunner({
    folder,
    platformFolder: dirname(folder),
    clock,
    log,
    environment,
    ...stepRulesOf(environment),
    ...store,
  });
  const reportFolder = ({ runId, position, attempt }: StepPlace) =>
    join(folder, 'reports', runId, `${position}.${attempt}`);
  const parts: RunParts = {
    async openWorkspace({ run, url }, signal) {
      const repository = { name: run.repository, url };
      // Also where the commit is there already: what it is compared with has to be as new.
      await mirrors.fetch(repository, run.commit, signal).catch(async (error: unknown) => {
        signal.throwIfAborted();
        if (!(await mirrors.hasCommit(repository.name, run.commit))) throw error;
        log.warn({ err: error, run: run.id }, 'a repository does not answer: its mirror is gone on with');
      });
      const opened = await workspaces.open(repository, run.id, run.commit, signal);
      return { folder: opened.folder, close: () => workspaces.close(run.id) };
    },
    async plan({ repositoryId, run, targetBranch: watched, url }, workspace, signal) {
      const mirror = mirrors.folderOf(run.repository);
      const told = await git(['log', '-1', '--format=%s%n%an', asCommit(run.commit)], { folder: mirror });
      const [subject = '', author = ''] = told.split('\n');
      const pipeline = await loadPipeline(workspace.folder);
      // Times that another branch, or a fork, names are none of the project's.
      if (run.branch === watched && run.trigger.kind !== 'rerun') {
        await keepSchedule({ state, clock }, repositoryId, pipeline.triggers.schedule);
      }
      checkWanted(pipeline.triggers, run);
      await checkOutMore(pipeline.checkout, { folder: workspace.folder, url, signal }, git);
      const { targetBranch } = pipeline;
      const base = await affectedSince(state, { run, repositoryId, targetBranch, mirror });
      const { commit } = run;
      const where = { folder: workspace.folder, commit, searchPath: environment.PATH ?? '', signal };
      const skipped = base === undefined ? undefined : await findSkipReasons(pipeline, { ...where, base });
      return { pipeline, steps: planRun(pipeline, skipped), subject, author };
    },
    stopLeftovers: (runId) => runner.endRun(runId),
    async openLog(place) {
      const opened = store.logs.open(place);
      return {
        write: (line) => opened.write(line),
        async close() {
          await opened.close();
          return { lines: opened.lines, bytes: opened.bytes };
        },
      };
    },
    doStep: (work, signal) => runner.run(work, signal),
    keepReports: (place, workspace, files) => keepReports(reportFolder(place), workspace, files),
    judge: ({ pipeline, reports, workspace, ...place }) =>
      judgeRun({
        state,
        clock,
        run: testedRun(place),
        pipeline,
        mirror: mirrors.folderOf(place.run.repository),
        workspace,
        reports: reports.flatMap(({ directory, paths, place: step }) =>
          paths.map((name) => ({ path: join(reportFolder(step), name), name, directory })),
        ),
      }),
  };
  return {
    git,
    mirrors,
    workspaces,
    ...store,
    parts,
    tidyMirrors: () => tidyMirrors(join(folder, 'mirrors'), mirrors, git),
    async removeLeftovers() {
      await runner.endLeftovers();
      // Listed before they are asked for: what is begun meanwhile is not in the list.
      const left = await workspaces.list();
      const running = await state.selectFrom('runs').select('id').where('state', '=', 'running').execute();
      const isRunning = new Set(running.map(({ id }) => id));
      for (const runId of left) if (!isRunning.has(runId)) await workspaces.close(runId);
    },
  };
}

/** A file that is outside of the workspace, also through a link, is none of the repository's. */
async function keepReports(folder: string, workspace: string, files: readonly string[]): Promise<string[]> {
  const root = await realpath(workspace);
  const names: string[] = [];
  for (const file of files) {
    const name = relative(root, file);
    const found = await realpath(file);
    if (name.startsWith('..') || !found.startsWith(`${root}/`)) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
    await copyFile(found, join(folder, name));
    names.push(name);
  }
  return names;
}

function testedRun({ repositoryId, run }: RunPlace) {
  const { id, branch, commit, trigger } = run;
  return { id, repositoryId, branch, commit, fromFork: trigger.fromFork };
}
