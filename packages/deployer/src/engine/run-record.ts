import assert from 'node:assert/strict';
import type { Artifact, ErrorReply, Pipeline, RunState, StepState } from '@oremill/types';
import { sql } from 'kysely';
import type { State } from '../state/open-state.ts';
import { untilReached } from '../state/until-reached.ts';
import { type Claim, writeFenced } from './claim.ts';
import { readRun, readSteps, type StepRow } from './read-runs.ts';
import type { Judgement, Plan, RunPlace } from './run-parts.ts';

/** What changes of a step. */
export interface StepChange {
  readonly state: StepState;
  readonly attempt?: number;
  readonly startedAt?: Date;
  readonly finishedAt?: Date;
  readonly exitCode?: number | null;
  readonly signal?: string | null;
  readonly reason?: string | null;
  readonly error?: ErrorReply | null;
  readonly artifacts?: readonly Artifact[];
  readonly reports?: readonly string[];
  readonly logLines?: number;
  readonly logBytes?: number;
}

/** A run as it is stored. */
export interface ReadRun extends RunPlace {
  /** Undefined before its config was read. */
  readonly pipeline: Pipeline | undefined;
  readonly startedAtMs: number;
  readonly steps: readonly StepRow[];
}

/** The rows of a run whose claim an engine has: the one place that writes them, and each write is fenced. */
export class RunRecord {
  readonly #state: State;
  readonly #claim: Claim;
  readonly #signal: AbortSignal;

  /** While the database cannot be reached it waits, until the signal aborts. */
  constructor(state: State, claim: Claim, signal: AbortSignal) {
    this.#state = state;
    this.#claim = claim;
    this.#signal = signal;
  }

  read(): Promise<ReadRun> {
    return untilReached(this.#signal, async () => {
      const { runId } = this.#claim;
      const [run, steps, row] = await Promise.all([
        readRun(this.#state, runId),
        readSteps(this.#state, runId),
        this.#state
          .selectFrom('runs')
          .innerJoin('repositories', 'repositories.id', 'runs.repositoryId')
          .select(['runs.repositoryId', 'url', 'targetBranch', 'pipeline', 'startedAt'])
          .where('runs.id', '=', runId)
          .executeTakeFirstOrThrow(),
      ]);
      const { pipeline, startedAt, ...place } = row;
      assert(startedAt, 'a claimed run has begun');
      return { ...place, run, steps, pipeline: pipeline ?? undefined, startedAtMs: startedAt.getTime() };
    });
  }

  /** The config and the steps, all or none. */
  async keepPlan({ author = '', pipeline, steps, subject = '' }: Plan): Promise<void> {
    const rows = steps.map((planned, position) => ({
      runId: this.#claim.runId,
      name: planned.name,
      position,
      planned: JSON.stringify(planned),
      state: 'waiting' as const,
    }));
    await this.#write(async (tx) => {
      await tx
        .updateTable('runs')
        .set({
          pipeline: JSON.stringify(pipeline),
          subject: sql<string>`coalesce(nullif(subject, ''), ${subject})`,
          author: sql<string>`coalesce(nullif(author, ''), ${author})`,
        })
        .where('id', '=', this.#claim.runId)
        .execute();
      await tx
        .insertInto('steps')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
  }

  /** Changes of several steps at once, all or none. */
  async changeSteps(changes: readonly (StepChange & { readonly name: string })[]): Promise<void> {
    await this.#write((tx) => changeSteps(tx, this.#claim.runId, changes));
  }

  /** The end of the run, and what becomes of steps that are not done. */
  async end(
    end: {
      state: RunState;
      finishedAt: Date;
      error?: ErrorReply | undefined;
      judgement?: Judgement | undefined;
    },
    steps: readonly (StepChange & { readonly name: string })[] = [],
  ): Promise<void> {
    const { error, finishedAt, judgement, state } = end;
    await this.#write(async (tx) => {
      await changeSteps(tx, this.#claim.runId, steps);
      const ended = await tx
        .updateTable('runs')
        .set({
          state,
          finishedAt,
          error: error === undefined ? null : JSON.stringify(error),
          metrics: judgement === undefined ? null : JSON.stringify(judgement.metrics),
          verdict: judgement === undefined ? null : JSON.stringify(judgement.verdict),
          leaseOwner: null,
          leaseUntil: null,
        })
        .where('id', '=', this.#claim.runId)
        .where('state', '=', 'running')
        .returning('id')
        .executeTakeFirst();
      // It has been written before where only the answer was lost.
      if (ended !== undefined) await judgement?.keep?.(tx, state === 'passed');
    });
  }

  async #write(write: (tx: State) => Promise<void>): Promise<void> {
    await untilReached(this.#signal, () => writeFenced(this.#state, this.#claim, write));
  }
}

async function changeSteps(
  tx: State,
  runId: string,
  changes: readonly (StepChange & { readonly name: string })[],
): Promise<void> {
  for (const { name, artifacts, error, reports, ...change } of changes) {
    await tx
      .updateTable('steps')
      .set({
        ...change,
        ...(artifacts === undefined ? {} : { artifacts: JSON.stringify(artifacts) }),
        ...(reports === undefined ? {} : { reports: JSON.stringify(reports) }),
        ...(error === undefined ? {} : { error: error === null ? null : JSON.stringify(error) }),
      })
      .where('runId', '=', runId)
      .where('name', '=', name)
      .execute();
  }
}
