import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '@oremill/runtime';
import type { ErrorReply, Gate, Metrics, Pipeline, Verdict } from '@oremill/types';
import { addContext } from '../change/add-context.ts';
import { ancestorsOf, beginOf, changeBetween, filesOf } from '../change/ancestry.ts';
import { nameFiles } from '../change/name-files.ts';
import type { Change } from '../change/read-diff.ts';
import { forgetOld } from '../history/forget.ts';
import { firstMeasured, loadDetails, type MeasuredRun, packDetails } from '../history/measurements.ts';
import { loadQuarantine } from '../history/quarantine.ts';
import { outcomesOf, saveTests, type TestedRun, type TestOutcome } from '../history/save-tests.ts';
import { storable } from '../history/storable.ts';
import { testHabits, whyFlaky } from '../history/test-habits.ts';
import { withQuarantine } from '../history/with-quarantine.ts';
import { countLines } from '../measure/count-lines.ts';
import { hasFailed, metricsOf } from '../measure/metrics.ts';
import type { State } from '../state/open-state.ts';
import { loadBest, saveBest } from './best.ts';
import { durationsOf } from './durations.ts';
import { judge } from './judge.ts';
import { type ReportFile, readReports } from './read-reports.ts';

export interface JudgeRunOptions {
  readonly state: State;
  readonly clock: Clock;
  readonly run: TestedRun;
  readonly pipeline: Pick<Pipeline, 'gates' | 'targetBranch'>;
  /** Git folder that has the commit and the target branch. Steps do not write to it, as they may to the workspace. */
  readonly mirror: string;
  /** Files of the commit, as the steps have left them. */
  readonly workspace: string;
  readonly reports: readonly ReportFile[];
}

export interface JudgedRun {
  readonly metrics: Metrics;
  readonly verdict: Verdict;
  /** A report that cannot be read: the run fails, whatever the gates say of the others. */
  readonly error?: ErrorReply | undefined;
  /** Keeps it for later runs, in the transaction in which the run ends; one that has passed may raise the best values. */
  readonly keep: (state: State, hasPassed: boolean) => Promise<void>;
}

const FLAKY_MAX = 100;

/**
 * Reads what the steps have reported, and compares it by the gates with where the change began and with the best so far.
 * Nothing is kept before `keep` is called.
 */
export async function judgeRun(options: JudgeRunOptions): Promise<JudgedRun> {
  const { state, clock, run, pipeline, mirror, workspace } = options;
  const { gates, targetBranch } = pipeline;
  const { repositoryId } = run;
  const nowMs = clock.nowMs();
  const files = await filesOf(mirror, run.commit);
  const { reports: read, error } = await readReports(options.reports, workspace);
  // Reports of 100 MiB take each of these most of a second: between them the engine says that it is alive.
  await nextTurn();
  const told = await addContext(nameFiles(read, files), workspace, files);
  await nextTurn();
  const size = await countLines(workspace, files);
  const { reports, ...known } = withQuarantine(
    [...told, size],
    await loadQuarantine(state, repositoryId),
    nowMs,
  );
  const cases = reports.flatMap((report) => (report.kind === 'tests' ? report.cases : []));
  const metrics = storable({ ...metricsOf(reports), ...(await durationsOf(state, run.id, nowMs)) });

  const base = await findBase(options, metrics);
  const outcomes = outcomesOf(cases);
  await nextTurn();
  const baseDetails = base.measured && (await loadDetails(state, base.measured.id));
  const judged = judge({
    gates,
    now: { commit: run.commit, metrics, reports },
    base: base.measured && { ...base.measured, reports: baseDetails?.reports ?? [] },
    wanted: base.measured?.commit === base.begin ? undefined : base.begin,
    best: await loadBest(state, repositoryId, targetBranch),
    change: base.change,
  });
  await nextTurn();
  const verdict: Verdict = storable({
    ...judged,
    ...(base.begin === undefined ? {} : { base: base.begin }),
    ...known,
    flaky: await flakyOf(state, run, outcomes),
  });
  const details = await packDetails({ reports, change: base.change, baseRunId: base.measured?.id });
  return {
    metrics,
    verdict,
    error,
    async keep(tx, hasPassed) {
      if (!run.fromFork) await saveTests(tx, run, outcomes, new Date(nowMs));
      await tx.insertInto('measurements').values({ runId: run.id, repositoryId, details }).execute();
      if (hasPassed && base.isOfTarget) {
        await saveBest(tx, { repositoryId, branch: targetBranch }, gates, { metrics, commit: run.commit });
      }
      await forgetOld(tx, repositoryId);
    },
  };
}

interface FoundBase {
  /** Commit where the change began. */
  readonly begin?: string | undefined;
  readonly isOfTarget: boolean;
  /** The nearest run of that commit, or of one before, that has measured what gates want. */
  readonly measured?: MeasuredRun | undefined;
  readonly change?: Change;
}

async function findBase(
  { state, run, pipeline, mirror }: JudgeRunOptions,
  metrics: Metrics,
): Promise<FoundBase> {
  const { targetBranch, gates } = pipeline;
  const { commit: begin, isOfTarget } = await beginOf(mirror, { ...run, targetBranch });
  if (begin === undefined) return { isOfTarget };
  const wanted = gates.filter(needsBase).flatMap(({ metric }) => (metric in metrics ? metric : []));
  const ancestors = await ancestorsOf(mirror, begin);
  const measured = await firstMeasured(state, run.repositoryId, ancestors, wanted);
  // What was pushed to the target branch is all that came since it was measured last.
  const from = isOfTarget ? (measured?.commit ?? begin) : begin;
  return { begin, isOfTarget, measured, change: await changeBetween(mirror, from, run.commit) };
}

function needsBase(gate: Gate): boolean {
  return 'against' in gate ? gate.against === 'base' : gate.of === 'new';
}

/** Of the tests that have failed, or passed at the second time, those that are known to do so without a reason. */
async function flakyOf(
  state: State,
  run: TestedRun,
  outcomes: readonly TestOutcome[],
): Promise<Verdict['flaky']> {
  const tests = outcomes.filter((one) => hasFailed(one) || one.isFlaky).slice(0, FLAKY_MAX);
  if (tests.length === 0) return [];
  const { repositoryId } = run;
  const now = { ...run, tests };
  const habits = await testHabits(state, { repositoryId, tests, now, order: 'flakiest', limit: FLAKY_MAX });
  return habits.flatMap((one) => {
    const why = whyFlaky(one);
    return why === undefined ? [] : { suite: one.suite, name: one.name, why };
  });
}
