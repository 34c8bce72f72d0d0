import assert from 'node:assert/strict';
import type { Clock, Logger } from '@oremill/runtime';
import {
  AppError,
  deployerError,
  durationMs,
  type Pipeline,
  type RunState,
  toErrorReply,
} from '@oremill/types';
import { untilReached } from '../state/until-reached.ts';
import { nextSteps } from '../step/next-steps.ts';
import { doSteps } from './do-steps.ts';
import type { StepRow } from './read-runs.ts';
import type { Judgement, RunParts, Workspace } from './run-parts.ts';
import type { RunRecord } from './run-record.ts';

export interface ConductOptions {
  readonly record: RunRecord;
  readonly parts: RunParts;
  readonly clock: Clock;
  readonly log: Logger;
  /** Aborts when somebody has cancelled the run. */
  readonly cancelled: AbortSignal;
  /** Aborts when this engine is to leave the run as it is: it stops, or another engine has it. */
  readonly gone: AbortSignal;
}

/**
 * Does a run whose claim this engine has, from where it is: workspace → plan → steps → verdict. Each change of its
 * state is stored before anything follows from it, so an engine that takes over goes on from the same place.
 */
export async function conductRun(options: ConductOptions): Promise<void> {
  const { record, parts, cancelled, gone } = options;
  const place = await record.read();
  await parts.stopLeftovers(place.run.id);
  const signal = AbortSignal.any([cancelled, gone]);
  let workspace: Workspace | undefined;
  try {
    cancelled.throwIfAborted();
    workspace = await parts.openWorkspace(place, signal);
    if (place.pipeline === undefined) await record.keepPlan(await parts.plan(place, workspace, signal));
    await conductPlanned(options, workspace);
  } catch (error) {
    if (gone.aborted || hasCode(error, 'LEASE_LOST')) throw error;
    await endWith(options, error);
  }
  await workspace?.close();
}

async function conductPlanned(options: ConductOptions, workspace: Workspace): Promise<void> {
  const { cancelled, clock, gone, parts, record } = options;
  const place = await record.read();
  const { pipeline } = place;
  assert(pipeline, 'a run is planned before its steps are done');
  const timeout = timeoutOf(place.startedAtMs, pipeline, clock);
  const stop = AbortSignal.any([cancelled, timeout.signal]);
  try {
    const steps = await doSteps({ ...options, place, pipeline, workspace: workspace.folder, stop });
    gone.throwIfAborted();
    stop.throwIfAborted();
    const judgement = await untilReached(gone, () =>
      parts.judge({
        ...place,
        pipeline,
        workspace: workspace.folder,
        reports: steps.map((step) => ({
          place: placeOf(step),
          directory: step.planned.definition.directory,
          paths: step.reports,
        })),
        artifacts: steps.flatMap(({ artifacts }) => artifacts),
      }),
    );
    stop.throwIfAborted();
    await record.end({
      state: outcomeOf(steps, judgement),
      finishedAt: now(clock),
      error: judgement.error,
      judgement,
    });
  } finally {
    timeout.clear();
  }
}

/** Of a run that comes to no verdict. */
async function endWith({ cancelled, clock, log, record }: ConductOptions, error: unknown): Promise<void> {
  const place = await record.read();
  const finishedAt = now(clock);
  const reason = cancelled.aborted ? `cancelled by ${place.run.cancelledBy}` : 'the run has ended before';
  const steps = place.steps
    .filter(({ state }) => state === 'waiting' || state === 'running')
    .map(({ name, state }) => ({
      name,
      state: 'cancelled' as const,
      reason,
      ...(state === 'running' ? { finishedAt } : {}),
    }));
  if (cancelled.aborted) return record.end({ state: 'cancelled', finishedAt }, steps);
  if (hasCode(error, 'RUN_UNWANTED')) {
    return record.end({ state: 'cancelled', finishedAt, error: toErrorReply(error) }, steps);
  }
  if (!(error instanceof AppError))
    log.error({ err: error, run: place.run.id }, 'a run has failed by our fault');
  return record.end({ state: 'failed', finishedAt, error: toErrorReply(error) }, steps);
}

/** A run is as good as its steps, and no better than its verdict. */
function outcomeOf(steps: readonly StepRow[], { error, verdict }: Judgement): RunState {
  const { outcome } = nextSteps(steps, 0);
  assert(outcome, 'all steps are done');
  return error !== undefined || verdict.outcome === 'failed' ? 'failed' : outcome;
}

/** Where what an attempt has left is found: a rerun keeps steps of the run before. */
export function placeOf({ attempt, keptFrom, name, position, runId }: StepRow) {
  return { runId: keptFrom ?? runId, step: name, position, attempt };
}

/** Of the whole run, from when its first engine began it. */
function timeoutOf(startedAtMs: number, pipeline: Pipeline, clock: Clock) {
  const timeout = new AbortController();
  const error = deployerError('RUN_TIMED_OUT', `the run took longer than ${pipeline.timeout}`, {
    hint: 'Find the step that takes so long, or give the pipeline a longer timeout.',
  });
  const leftMs = startedAtMs + durationMs(pipeline.timeout) - clock.nowMs();
  const timer = setTimeout(() => timeout.abort(error), Math.min(Math.max(leftMs, 0), TIMER_MS_MAX));
  return { signal: timeout.signal, clear: () => clearTimeout(timer) };
}

/** The longest that a timer of Node's takes, 24 days. */
const TIMER_MS_MAX = 2 ** 31 - 1;

function hasCode(error: unknown, code: 'LEASE_LOST' | 'RUN_UNWANTED'): boolean {
  return error instanceof AppError && error.code === code;
}

function now(clock: Clock): Date {
  return new Date(clock.nowMs());
}
