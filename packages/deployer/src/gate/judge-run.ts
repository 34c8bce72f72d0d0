import type { Clock } from '@oremill/runtime';
import {
  AppError,
  type ErrorReply,
  type Gate,
  type Metrics,
  type Pipeline,
  type TestCase,
  type ToolReport,
  toErrorReply,
  type Verdict,
} from '@oremill/types';
import { addContext } from '../change/add-context.ts';
import { ancestorsOf, beginOf, changeBetween, filesOf } from '../change/ancestry.ts';
import { nameFiles } from '../change/name-files.ts';
import type { Change } from '../change/read-diff.ts';
import { forgetOld } from '../history/forget.ts';
import { firstMeasured, loadDetails, type MeasuredRun, saveDetails } from '../history/measurements.ts';
import { loadQuarantine, withQuarantine } from '../history/quarantine.ts';
import { saveTests, type TestedRun } from '../history/save-tests.ts';
import { storable } from '../history/storable.ts';
import { testHabits, whyFlaky } from '../history/test-habits.ts';
import { countLines } from '../measure/count-lines.ts';
import { hasFailed, metricsOf } from '../measure/metrics.ts';
import { readReport } from '../measure/read-report.ts';
import type { State } from '../state/open-state.ts';
import { loadBest, saveBest } from './best.ts';
import { durationsOf } from './durations.ts';
import { judge } from './judge.ts';

export interface JudgeRunOptions {
  readonly state: State;
  readonly clock: Clock;
  readonly run: TestedRun;
  readonly pipeline: Pick<Pipeline, 'gates' | 'targetBranch'>;
  /** Git folder that has the commit and the target branch. Steps do not write to it, as they may to the workspace. */
  readonly mirror: string;
  /** Files of the commit, as the steps have left them. */
  readonly workspace: string;
  /** What the steps have reported: whole paths, and the directory of the step, from the root of the repository. */
  readonly reports: readonly { readonly path: string; readonly directory?: string | undefined }[];
  /** A commit whose steps have failed raises no best value. */
  readonly haveStepsPassed: boolean;
}

export interface JudgedRun {
  readonly metrics: Metrics;
  readonly verdict: Verdict;
  /** A report that cannot be read: the run fails, whatever the gates say of the others. */
  readonly error?: ErrorReply | undefined;
}

const FLAKY_MAX = 100;

/**
 * Reads what the steps have reported, compares it by the gates with where the change began and with the best so far, keeps
 * it for later runs, and raises the best values where a run of the target branch is good. It may be done again: an engine that
 * was killed meanwhile has changed nothing that the next does not.
 */
export async function judgeRun(options: JudgeRunOptions): Promise<JudgedRun> {
  const { state, clock, run, pipeline, mirror, workspace } = options;
  const { gates, targetBranch } = pipeline;
  const files = await filesOf(mirror, run.commit);
  const { reports: read, error } = await readAll(options);
  const told = await addContext(nameFiles(read, files), workspace, files);
  const size = await countLines(workspace, files);
  const { reports, ...known } = withQuarantine(
    [...told, size],
    await loadQuarantine(state, run.repositoryId),
    clock.nowMs(),
  );
  const metrics = storable({ ...metricsOf(reports), ...(await durationsOf(state, run.id, clock.nowMs())) });

  const base = await findBase(options, metrics);
  const details = base.measured && (await loadDetails(state, base.measured.id));
  const cases = reports.flatMap((report) => (report.kind === 'tests' ? report.cases : []));
  await saveTests(state, run, cases, new Date(clock.nowMs()));
  const verdict: Verdict = storable({
    ...judge({
      gates,
      now: { commit: run.commit, metrics, reports },
      base: base.measured && { ...base.measured, reports: details?.reports ?? [] },
      wanted: base.measured?.commit === base.begin ? undefined : base.begin,
      best: await loadBest(state, run.repositoryId, targetBranch),
      change: base.change,
    }),
    ...(base.begin === undefined ? {} : { base: base.begin }),
    ...known,
    flaky: await flakyOf(state, run.repositoryId, cases),
  });
  await saveDetails(state, run, { reports, change: base.change, baseRunId: base.measured?.id });
  if (
    options.haveStepsPassed &&
    error === undefined &&
    verdict.outcome === 'passed' &&
    run.branch === targetBranch
  ) {
    await saveBest(state, { repositoryId: run.repositoryId, branch: targetBranch }, gates, {
      metrics,
      commit: run.commit,
    });
  }
  await forgetOld(state, run.repositoryId, targetBranch);
  return { metrics, verdict, error };
}

/** All that can be read, and why the first of the others cannot. */
async function readAll({ reports: files, workspace }: JudgeRunOptions): Promise<{
  reports: ToolReport[];
  error: ErrorReply | undefined;
}> {
  const reports: ToolReport[] = [];
  let error: ErrorReply | undefined;
  for (const { path, directory } of files) {
    try {
      reports.push(await readReport(path, { root: workspace, directory }));
    } catch (cause) {
      if (!(cause instanceof AppError)) throw cause;
      error ??= storable(toErrorReply(cause));
    }
  }
  return { reports, error };
}

interface FoundBase {
  /** Commit where the change began. */
  readonly begin?: string;
  /** The nearest run of that commit, or of one before, that has measured what gates want. */
  readonly measured?: MeasuredRun | undefined;
  readonly change?: Change;
}

async function findBase(
  { state, run, pipeline, mirror }: JudgeRunOptions,
  metrics: Metrics,
): Promise<FoundBase> {
  const { targetBranch, gates } = pipeline;
  const begin = await beginOf(mirror, { ...run, targetBranch });
  if (begin === undefined) return {};
  const wanted = gates.filter(needsBase).flatMap(({ metric }) => (metric in metrics ? metric : []));
  const ancestors = await ancestorsOf(mirror, begin);
  const measured = await firstMeasured(state, run.repositoryId, ancestors, wanted);
  // What was pushed to the target branch is all that came since it was measured last.
  const from = run.branch === targetBranch ? (measured?.commit ?? begin) : begin;
  return { begin, measured, change: await changeBetween(mirror, from, run.commit) };
}

function needsBase(gate: Gate): boolean {
  return 'against' in gate ? gate.against === 'base' : gate.of === 'new';
}

/** Of the tests that have failed, or passed at the second time, those that are known to do so without a reason. */
async function flakyOf(
  state: State,
  repositoryId: string,
  cases: readonly TestCase[],
): Promise<Verdict['flaky']> {
  const tests = cases
    .filter((one) => hasFailed(one) || one.isFlaky)
    .slice(0, FLAKY_MAX)
    .map(({ suite, name }) => storable({ suite, name }));
  if (tests.length === 0) return [];
  const habits = await testHabits(state, { repositoryId, tests, order: 'flakiest', limit: FLAKY_MAX });
  return habits.flatMap((one) => {
    const why = whyFlaky(one);
    return why === undefined ? [] : { suite: one.suite, name: one.name, why };
  });
}
