import { type Clock, createLifecycle, type Logger, type Random } from '@oremill/runtime';
import type { DatabaseServer } from '@oremill/runtime/database';
import { type Actor, hasEnded, newId, type Page, type Run } from '@oremill/types';
import type { Pool } from 'pg';
import type { EngineLimits } from './config.ts';
import { approveRun, cancelRun, type Rerun, rerun } from './engine/change-run.ts';
import { Engine } from './engine/engine.ts';
import { Notices } from './engine/notices.ts';
import { listRuns, type RunFilter, readRun } from './engine/read-runs.ts';
import { type RequestedRun, type RunRequest, requestRun } from './engine/request-run.ts';
import { RunFeed } from './engine/run-feed.ts';
import type { RunParts } from './engine/run-parts.ts';
import { openState, type State } from './state/open-state.ts';

export interface DeployerOptions {
  readonly server: DatabaseServer;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** Does runs; without it they are asked for, looked at and cancelled, and another engine does them. */
  readonly work?: { readonly parts: RunParts; readonly limits: EngineLimits } | undefined;
}

/** trigger → run → gate: asks for runs, does them, and tells how they are. */
export class Deployer {
  readonly state: State;
  readonly pool: Pool;
  readonly feed: RunFeed;
  readonly #options: DeployerOptions;
  readonly #engine: Engine | undefined;
  readonly #close: () => Promise<void>;

  static async open(options: DeployerOptions): Promise<Deployer> {
    const { clock, log, random, server, work } = options;
    const lifecycle = createLifecycle((part, error) => log.error({ part, err: error }, 'failed to close'));
    try {
      const { pool, state } = await lifecycle.start(
        'state',
        () => openState(server, log),
        (opened) => opened.close(),
      );
      const boot = newId(clock.nowMs(), random);
      const feed = await lifecycle.start(
        'feed',
        async () => new RunFeed(state, boot, log),
        (opened) => opened.close(),
      );
      const engine = work && new Engine({ state, ...work, clock, random, log });
      await lifecycle.start(
        'engine',
        async () => engine,
        async (opened) => opened?.close(),
      );
      const onChange = (runId: string | undefined) => {
        engine?.notice(runId);
        feed.notice(runId);
      };
      const notices = await lifecycle.start(
        'notices',
        async () => new Notices(pool, log, onChange),
        (opened) => opened.close(),
      );
      await notices.ready();
      return new Deployer(options, { state, pool, feed, engine, close: () => lifecycle.close() });
    } catch (error) {
      await lifecycle.close();
      throw error;
    }
  }

  private constructor(
    options: DeployerOptions,
    parts: { state: State; pool: Pool; feed: RunFeed; engine: Engine | undefined; close(): Promise<void> },
  ) {
    this.state = parts.state;
    this.pool = parts.pool;
    this.feed = parts.feed;
    this.#options = options;
    this.#engine = parts.engine;
    this.#close = () => parts.close();
  }

  /** Queues a run of a commit; the same commit asked for twice is one run. */
  requestRun(request: RunRequest): Promise<RequestedRun> {
    return requestRun(this.#world(), request);
  }

  getRun(id: string): Promise<Run> {
    return readRun(this.state, id);
  }

  listRuns(filter: RunFilter): Promise<Page<Run>> {
    return listRuns(this.state, filter);
  }

  cancelRun(id: string, by: Actor): Promise<Run> {
    return cancelRun(this.#world(), id, by);
  }

  approveRun(id: string, by: Actor): Promise<Run> {
    return approveRun(this.#world(), id, by);
  }

  rerun(id: string, how: Rerun, by: Actor): Promise<Run> {
    return rerun(this.#world(), id, how, by);
  }

  /** Resolves with a run when it has ended. */
  async ended(id: string): Promise<Run> {
    await this.getRun(id);
    return new Promise((resolve, reject) => {
      let last: Run | undefined;
      this.feed.follow(
        {
          push({ data }) {
            last = data;
            return true;
          },
          end() {
            if (last === undefined || !hasEnded(last)) reject(new Error('the deployer was closed'));
            else resolve(last);
          },
        },
        { runId: id },
      );
    });
  }

  /** Runs that this process does now. */
  runningCount(): number {
    return this.#engine?.runningCount() ?? 0;
  }

  close(): Promise<void> {
    return this.#close();
  }

  #world() {
    return { state: this.state, clock: this.#options.clock, random: this.#options.random };
  }
}
