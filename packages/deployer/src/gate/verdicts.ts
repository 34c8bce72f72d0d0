import {
  type Best,
  deployerError,
  type Gate,
  type Measurement,
  type ReplayedVerdict,
  type RunVerdict,
} from '@oremill/types';
import { loadDetails } from '../history/measurements.ts';
import type { State } from '../state/open-state.ts';
import { loadBest } from './best.ts';
import { judge } from './judge.ts';
import { verdictMarkdown } from './verdict-markdown.ts';

/** Throws RUN_MISSING, and RUN_STATE of a run that has not come to a verdict. */
export async function readVerdict(state: State, runId: string): Promise<RunVerdict> {
  const { run, verdict, metrics } = await findJudged(state, runId);
  return { run, verdict, metrics, markdown: verdictMarkdown(run, verdict) };
}

/**
 * What other gates would have said of a run, from what is kept of it: its reports, lines that it touched, the run that it was
 * compared with, and the best values that it was; of figures that no gate of its own has compared, those of today.
 */
export async function replayVerdict(state: State, runId: string, gates: Gate[]): Promise<ReplayedVerdict> {
  const { run, verdict, metrics, repositoryId, targetBranch } = await findJudged(state, runId);
  const details = await loadDetails(state, runId);
  const { base, hasLost } = await readBase(state, details?.baseRunId);
  const held: Best = Object.fromEntries(
    verdict.gates.flatMap(({ metric, baseline }) => (baseline?.of === 'best' ? [[metric, baseline]] : [])),
  );
  const replayed = {
    ...verdict,
    ...judge({
      gates,
      now: { commit: run.commit, metrics, reports: details?.reports ?? [] },
      base,
      wanted: base?.commit === verdict.base ? undefined : verdict.base,
      best: { ...(await loadBest(state, repositoryId, targetBranch)), ...held },
      change: details?.change,
    }),
  };
  const lacks = details === undefined ? 'its reports' : hasLost ? 'the reports of its base' : undefined;
  return {
    run,
    gates,
    verdict: replayed,
    metrics,
    markdown: verdictMarkdown(run, replayed),
    ...(lacks === undefined ? {} : { lacks }),
  };
}

/** What a run was compared with; its figures are kept longer than its reports. */
async function readBase(
  state: State,
  runId: string | undefined,
): Promise<{ base?: Measurement; hasLost: boolean }> {
  if (runId === undefined) return { hasLost: false };
  const row = await state
    .selectFrom('runs')
    .select(['commit', 'metrics'])
    .where('id', '=', runId)
    .executeTakeFirst();
  if (row === undefined) return { hasLost: true };
  const details = await loadDetails(state, runId);
  const base = { commit: row.commit, metrics: row.metrics ?? {}, reports: details?.reports ?? [] };
  return { base, hasLost: details === undefined };
}

async function findJudged(state: State, runId: string) {
  const row = await state
    .selectFrom('runs')
    .innerJoin('repositories', 'repositories.id', 'runs.repositoryId')
    .select([
      'runs.id',
      'runs.number',
      'runs.branch',
      'runs.commit',
      'runs.subject',
      'runs.state',
      'runs.verdict',
      'runs.metrics',
      'runs.repositoryId',
      'repositories.name as repository',
      'repositories.targetBranch',
    ])
    .where('runs.id', '=', runId)
    .executeTakeFirst();
  if (row === undefined) {
    throw deployerError('RUN_MISSING', `there is no run ${runId}`, {
      hint: 'List those there are: deployer runs.',
    });
  }
  const { verdict, metrics, repositoryId, targetBranch, ...run } = row;
  if (verdict === null) {
    throw deployerError('RUN_STATE', `run ${runId} is ${run.state} and has no verdict`, {
      hint: 'A verdict comes after the last step; a run that was cancelled or could not begin has none.',
    });
  }
  return { run, verdict, metrics: metrics ?? {}, repositoryId, targetBranch };
}
