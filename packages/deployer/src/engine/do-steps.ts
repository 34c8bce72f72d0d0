import { deployerError, type ErrorReply, type Pipeline, toErrorReply } from '@oremill/types';
import { nextSteps } from '../step/next-steps.ts';
import type { StepOutcome } from '../step/step-work.ts';
import { type ConductOptions, placeOf } from './conduct-run.ts';
import type { StepRow } from './read-runs.ts';
import type { RunPlace } from './run-parts.ts';
import type { StepChange } from './run-record.ts';

export interface DoStepsOptions extends ConductOptions {
  readonly place: RunPlace & { readonly steps: readonly StepRow[] };
  readonly pipeline: Pipeline;
  readonly workspace: string;
  /** Aborts when the run is to end early: no step is begun, and those that are done now are cancelled. */
  readonly stop: AbortSignal;
}

/**
 * Does the steps that are not done, in parallel where they do not need each other. A step that ran when another engine
 * was lost is done again, as its next attempt; one that is recorded as done never is.
 */
export async function doSteps(options: DoStepsOptions): Promise<readonly StepRow[]> {
  const { clock, gone, pipeline, place, record, stop } = options;
  const broken = new AbortController();
  const signal = AbortSignal.any([gone, stop, broken.signal]);
  const steps = new Map(place.steps.map((step) => [step.name, asLeft(step)]));
  const running = new Map<string, Promise<void>>();
  const change = async (changes: readonly (StepChange & { readonly name: string })[]): Promise<void> => {
    if (changes.length > 0) await record.changeSteps(changes);
    for (const one of changes)
      steps.set(one.name, { ...(steps.get(one.name) as StepRow), ...(one as object) });
  };
  try {
    for (;;) {
      if (!signal.aborted) {
        const next = nextSteps([...steps.values()], pipeline.parallel);
        await change(next.skip.map(({ name, reason }) => ({ name, state: 'skipped', reason })));
        const lost = next.start.filter((name) => (steps.get(name)?.attempt ?? 0) >= ATTEMPTS_MAX);
        await change(lost.map((name) => ({ name, state: 'failed', error: givenUp(name) })));
        // What was skipped, or given up, may decide of another.
        if (next.skip.length + lost.length > 0) continue;
        const startedAt = new Date(clock.nowMs());
        await change(
          next.start.map((name) => ({
            name,
            state: 'running',
            attempt: (steps.get(name)?.attempt ?? 0) + 1,
            startedAt,
          })),
        );
        for (const name of next.start) {
          const work = doStep(options, steps, name, signal).then(async (done) => {
            // What ended because this engine leaves the run is not the end of the step.
            if (done.state === 'cancelled' && !stop.aborted) throw signal.reason;
            await change([done]);
            running.delete(name);
          });
          // It is waited for below, in the next turn where it fails in between.
          work.catch(() => {});
          running.set(name, work);
        }
      }
      if (running.size === 0) return [...steps.values()];
      await Promise.race(running.values());
    }
  } catch (error) {
    broken.abort();
    throw error;
  } finally {
    await Promise.allSettled(running.values());
  }
}

/** Attempts of a step with which its engine is lost: it may be the step that ends the engine. */
const ATTEMPTS_MAX = 10;

function givenUp(name: string): ErrorReply {
  return toErrorReply(
    deployerError(
      'STEP_FAILED',
      `${name} is given up: its engine was lost ${ATTEMPTS_MAX} times while it ran`,
      {
        hint: 'It may take all memory of the machine: look at the log of the system.',
      },
    ),
  );
}

/** The row is left as it is until the next attempt is stored. */
function asLeft(step: StepRow): StepRow {
  return step.state === 'running' ? { ...step, state: 'waiting' } : step;
}

/** One attempt, from its first line to what is to be stored of it. */
async function doStep(
  options: DoStepsOptions,
  steps: ReadonlyMap<string, StepRow>,
  name: string,
  signal: AbortSignal,
): Promise<StepChange & { name: string }> {
  const { clock, parts, pipeline, place, workspace } = options;
  const row = steps.get(name) as StepRow;
  const at = placeOf(row);
  const log = await parts.openLog(at);
  const { run } = place;
  const isRepeated = place.steps.some((before) => before.name === name && before.state === 'running');
  if (isRepeated) {
    const text = `attempt ${row.attempt}: the engine that did this step before was lost`;
    log.write({ atMs: clock.nowMs(), stream: 'engine', text });
  }
  let outcome: StepOutcome;
  let reports: readonly string[] = [];
  try {
    outcome = await parts.doStep(
      {
        runId: run.id,
        attempt: row.attempt,
        planned: row.planned,
        pipeline,
        workspace,
        repository: run.repository,
        branch: run.branch,
        commit: run.commit,
        isTrusted: !run.trigger.fromFork,
        artifacts: [...steps.values()].flatMap(({ artifacts }) => artifacts),
        log,
      },
      signal,
    );
    reports = await parts.keepReports(at, workspace, outcome.reports);
  } catch (error) {
    options.log.error({ err: error, run: run.id, step: name }, 'a step could not be done');
    outcome = { state: 'failed', error: toErrorReply(error), artifacts: [], reports: [] };
  }
  const { lines, bytes } = await log.close();
  return {
    name,
    state: outcome.state,
    finishedAt: new Date(clock.nowMs()),
    exitCode: outcome.exitCode ?? null,
    signal: outcome.signal ?? null,
    error: outcome.error ?? null,
    artifacts: outcome.artifacts,
    reports,
    logLines: lines,
    logBytes: bytes,
  };
}
