import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock, systemRandom, whenToldToStop } from '@oremill/runtime';
import { drawTable, print, printJson, say } from '@oremill/runtime/cli';
import { createLog } from '@oremill/runtime/log';
import { bestSchema, durationMs, measurementSchema, newId } from '@oremill/types';
import { changeBetween } from '../change/ancestry.ts';
import { chooseSteps } from '../local/choose-steps.ts';
import { localFolder, ownEnvironment } from '../local/config.ts';
import { judgeLocal } from '../local/judge-local.ts';
import { findLocalChange } from '../local/local-change.ts';
import { type LocalRun, type LocalStep, runLocal } from '../local/run-local.ts';
import { findWorkingTree } from '../local/working-tree.ts';
import { findSkipReasons } from '../pipeline/affected.ts';
import { loadPipeline } from '../pipeline/load-pipeline.ts';
import { planRun } from '../pipeline/plan-run.ts';
import { createStepRunner } from '../step/step-runner.ts';
import { collectGarbage } from '../store/collect-garbage.ts';
import { storeLimitsOf } from '../store/limits.ts';
import { openStore } from '../store/open-store.ts';
import { gitOf } from '../workspace/git.ts';
import { removeFolder } from '../workspace/remove-folder.ts';
import { drawVerdict } from './draw-verdict.ts';
import { readAs } from './read-as.ts';
import { showSteps } from './show-steps.ts';

export interface RunHereOptions {
  readonly folder: string;
  readonly step?: readonly string[] | undefined;
  readonly pass?: readonly string[] | undefined;
  readonly base?: string | undefined;
  readonly best?: string | undefined;
  readonly keep?: true | undefined;
  readonly json?: true | undefined;
}

const EXIT_FAILED = 1;

/** Does the pipeline of the working tree, as an engine would do that of its commit, and prints how it came out. */
export async function runHere(options: RunHereOptions): Promise<void> {
  const environment = ownEnvironment();
  const git = gitOf(environment);
  const own = localFolder();
  const limits = storeLimitsOf(environment);
  const clock = systemClock;
  const log = createLog('warn');
  const base = options.base === undefined ? undefined : await readAs(options.base, measurementSchema);
  const hasBest = options.best !== undefined && existsSync(options.best);
  const best = hasBest ? await readAs(options.best ?? '', bestSchema) : {};

  const { files, ...tree } = await findWorkingTree(resolve(options.folder), git);
  const pipeline = await loadPipeline(tree.folder);
  const change = await findLocalChange(tree.folder, pipeline.targetBranch, git);
  const searchPath = environment.PATH ?? '';
  const unaffected =
    change && (await findSkipReasons(pipeline, { folder: tree.folder, searchPath, ...change }));
  const plan = planRun(pipeline, unaffected);
  const planned = chooseSteps(plan, options.step ?? []);
  const store = openStore({ folder: own, clock, log, limits });
  const runner = createStepRunner({
    folder: own,
    clock,
    log,
    environment,
    ...store,
    passOn: options.pass ?? [],
  });
  await runner.endLeftovers();

  const stop = new AbortController();
  void whenToldToStop().then(() => stop.abort());
  const runId = newId(clock.nowMs(), systemRandom);
  const beganMs = clock.monotonicMs();
  const limit = AbortSignal.timeout(durationMs(pipeline.timeout));
  const run = await runLocal({
    ...tree,
    runId,
    pipeline,
    steps: planned,
    doStep: runner.run,
    logs: store.logs,
    clock,
    log,
    signal: AbortSignal.any([stop.signal, limit]),
    ...showSteps(
      planned.map(({ name }) => name),
      options.json === true,
    ),
  });
  if (limit.aborted) say(`the run was ended, since it took more than ${pipeline.timeout}`);
  const seconds = (clock.monotonicMs() - beganMs) / 1000;
  const judgement = { ...tree, files, gates: pipeline.gates, planned, steps: run.steps, seconds, base, best };
  const lines = change && (await changeBetween(tree.folder, change.base, change.commit));
  const judged = await judgeLocal({ ...judgement, change: lines, isPart: planned.length < plan.length });

  if (options.keep) say(`kept: ${join(own, 'runs', runId)} and ${join(own, 'logs', runId)}`);
  else {
    await removeFolder(join(own, 'runs', runId));
    await store.logs.remove(runId);
  }
  await collectGarbage({ folder: own, limits, nowMs: clock.nowMs() });
  const isGood =
    run.outcome === 'passed' && judged.error === undefined && judged.verdict.outcome === 'passed';
  const outcome = run.outcome === 'cancelled' ? 'cancelled' : isGood ? 'passed' : 'failed';
  if (options.json)
    printJson({ outcome, branch: tree.branch, commit: tree.commit, steps: run.steps.map(told), ...judged });
  else {
    print(drawSteps(run));
    if (run.outcome !== 'cancelled' && judged.verdict.gates.length > 0) print(drawVerdict(judged.verdict));
    if (judged.error !== undefined) say(`error: ${judged.error.message}`);
    print(`the run ${outcome === 'cancelled' ? 'was' : 'has'} ${outcome}`);
  }
  if (outcome !== 'passed') process.exitCode = EXIT_FAILED;
}

function told({ outcome, ...step }: LocalStep) {
  const { artifacts = [], error, exitCode, reports = [], signal } = outcome ?? {};
  return { ...step, exitCode, signal, error, artifacts, reports };
}

function drawSteps({ steps }: LocalRun): string {
  const rows = steps.map(({ name, outcome, reason, seconds, state }) => [
    name,
    state,
    seconds === undefined ? '' : `${seconds.toFixed(1)} s`,
    reason ?? outcome?.error?.message.split('\n')[0] ?? '',
  ]);
  return drawTable(['step', 'state', 'time', 'why'], rows);
}
