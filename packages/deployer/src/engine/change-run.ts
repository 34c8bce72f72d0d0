import { type Actor, deployerError, hasEnded, type Run } from '@oremill/types';
import { recordChange } from '../access/changes.ts';
import type { State } from '../state/open-state.ts';
import { tellEngines } from './notices.ts';
import { type RunRow, readRun, readSteps, type StepRow } from './read-runs.ts';
import { insertRun, lockRepository, newestRound, type RequestWorld } from './request-run.ts';

/** Ends a run that waits at once; one that runs is ended by its engine, with every process of it. */
export async function cancelRun(world: RequestWorld, id: string, by: Actor): Promise<Run> {
  await changeRun(world.state, id, async (tx, row) => {
    if (hasEnded(row)) throw wrongState(row, 'it has ended');
    const isRunning = row.state === 'running';
    await tx
      .updateTable('runs')
      .set({
        cancelledBy: row.cancelledBy ?? by.name,
        ...(isRunning ? {} : { state: 'cancelled', finishedAt: new Date(world.clock.nowMs()) }),
      })
      .where('id', '=', id)
      .execute();
    await recordChange({ ...world, state: tx }, { actor: by, action: 'run.cancelled', subject: id });
  });
  return readRun(world.state, id);
}

/** Lets a run that is held begin. */
export async function approveRun(world: RequestWorld, id: string, by: Actor): Promise<Run> {
  await changeRun(world.state, id, async (tx, row) => {
    if (row.state !== 'held') throw wrongState(row, `it is ${row.state}, not held`);
    await tx.updateTable('runs').set({ state: 'queued', approvedBy: by.name }).where('id', '=', id).execute();
    await recordChange({ ...world, state: tx }, { actor: by, action: 'run.approved', subject: id });
  });
  return readRun(world.state, id);
}

export interface Rerun {
  /** A step: this one, what comes after it, and what has not passed is done again; the rest is kept. */
  readonly from?: string | undefined;
  readonly reason?: string | undefined;
}

/** Another run of the commit of a run that has ended. Who reruns what came from a fork approves it. */
export async function rerun(world: RequestWorld, id: string, rerun: Rerun, by: Actor): Promise<Run> {
  const { state } = world;
  const rerunId = await state.transaction().execute(async (tx) => {
    const row = await lockRun(tx, id);
    if (!hasEnded(row)) throw wrongState(row, 'it has not ended');
    await lockRepository(tx, row.repositoryId);
    const newest = await newestRound(tx, row.repositoryId, row);
    const { fromFork, pullRequest } = row.trigger;
    const kept = rerun.from === undefined ? undefined : await keepSteps(tx, row, rerun.from);
    const madeId = await insertRun(tx, world, {
      ...row,
      repository: '',
      round: (newest?.round ?? row.round) + 1,
      isAgain: true,
      trigger: {
        kind: 'rerun',
        by: by.name,
        fromFork,
        ...(rerun.reason === undefined ? {} : { reason: rerun.reason }),
        ...(pullRequest === undefined ? {} : { pullRequest }),
      },
      rerunOf: id,
      rerunFrom: rerun.from,
      approvedBy: fromFork ? by.name : undefined,
    });
    if (kept !== undefined) {
      await tx
        .updateTable('runs')
        .set({ pipeline: JSON.stringify(row.pipeline) })
        .where('id', '=', madeId)
        .execute();
      await tx
        .insertInto('steps')
        .values(kept.map((step) => ({ ...step, runId: madeId })))
        .execute();
    }
    return madeId;
  });
  return readRun(state, rerunId);
}

/** The steps of a rerun: those that passed and do not come after `from` are as they were. */
async function keepSteps(tx: State, run: RunRow, from: string) {
  const steps = await readSteps(tx, run.id);
  const again = new Set(
    steps.filter(({ planned }) => [planned.name, planned.step].includes(from)).map(nameOf),
  );
  if (again.size === 0) {
    throw deployerError('STEP_MISSING', `run ${run.id} has no step ${from}`, {
      hint: `Its steps are ${steps.map(nameOf).join(', ') || 'none: its config was not read'}.`,
    });
  }
  for (let size = 0; size < again.size; ) {
    size = again.size;
    for (const step of steps) {
      if (!isWorthKeeping(step) || step.planned.needs.some((need) => again.has(need))) again.add(step.name);
    }
  }
  return steps.map((step) => {
    const { name, position, planned } = step;
    const row = { name, position, planned: JSON.stringify(planned) };
    if (again.has(name)) return { ...row, state: 'waiting' as const };
    return {
      ...row,
      state: step.state,
      attempt: step.attempt,
      startedAt: step.startedAt,
      finishedAt: step.finishedAt,
      exitCode: step.exitCode,
      artifacts: JSON.stringify(step.artifacts),
      reports: JSON.stringify(step.reports),
      keptFrom: step.keptFrom ?? run.id,
      logLines: step.logLines,
      logBytes: Number(step.logBytes),
    };
  });
}

/** What is done whatever happened is of the run that it happened in. */
function isWorthKeeping({ planned, state }: StepRow): boolean {
  if (planned.definition.when !== 'success') return false;
  return state === 'passed' || (state === 'skipped' && planned.skipReason !== undefined);
}

function nameOf({ name }: StepRow): string {
  return name;
}

async function changeRun(
  state: State,
  id: string,
  change: (tx: State, row: RunRow) => Promise<void>,
): Promise<void> {
  await state.transaction().execute(async (tx) => {
    await change(tx, await lockRun(tx, id));
    await tellEngines(tx, id);
  });
}

async function lockRun(tx: State, id: string): Promise<RunRow> {
  const row = await tx.selectFrom('runs').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (row !== undefined) return row;
  throw deployerError('RUN_MISSING', `there is no run ${id}`, {
    hint: 'List those there are: deployer runs.',
  });
}

function wrongState({ id, state }: RunRow, why: string) {
  const hints: Partial<Record<RunRow['state'], string>> = {
    held: 'Approve it first.',
    running: 'Cancel it, or wait for its end.',
  };
  const hint = hints[state];
  return deployerError(
    'RUN_STATE',
    `this cannot be done with run ${id}: ${why}`,
    hint === undefined ? {} : { hint },
  );
}
