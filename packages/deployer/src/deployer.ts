import { mkdir } from 'node:fs/promises';
import { type Clock, createLifecycle, type Logger, type Random } from '@oremill/runtime';
import type { DatabaseServer } from '@oremill/runtime/database';
import { type Actor, newId, type Page, type RequestRun, type Run } from '@oremill/types';
import type { EngineLimits } from './config.ts';
import { approveRun, cancelRun, type Rerun, rerun } from './engine/change-run.ts';
import { Engine } from './engine/engine.ts';
import { Notices, type OnChange } from './engine/notices.ts';
import { listRuns, type RunFilter, readRun } from './engine/read-runs.ts';
import { type RequestedRun, type RunRequest, requestRun } from './engine/request-run.ts';
import { RunFeed } from './engine/run-feed.ts';
import type { RunParts } from './engine/run-parts.ts';
import { openStepLogs, type StepLogs } from './engine/step-logs.ts';
import { allEnded, runEnded } from './engine/wait-for-runs.ts';
import { openRooms, type Rooms } from './rooms.ts';
import { openState } from './state/open-state.ts';
import { startGarbageTimer } from './store/garbage-timer.ts';
import { storeLimitsOf } from './store/limits.ts';
import { requestAsked } from './trigger/asked-run.ts';
import { Triggers, type TriggersWorld } from './trigger/triggers.ts';

export interface DeployerOptions {
  readonly server: DatabaseServer;
  /** For all that is not in the database: mirrors, workspaces, logs. Engines of one database share it. */
  readonly folder: string;
  /** The engine's own; of it steps get what they need, and none of its credentials. */
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** Does runs; without it they are asked for, looked at and cancelled, and another engine does them. */
  readonly engine?: EngineLimits | undefined;
  /** Folders that repositories of this machine may be in. */
  readonly roots?: readonly string[] | undefined;
  /** Looks at repositories, hears of pushes and keeps to schedules; without it changes come by webhooks and people. */
  readonly isTriggered?: boolean | undefined;
  /** For tests: what the engine does runs with, instead of the rooms beside it. */
  readonly parts?: RunParts | undefined;
}

/** Of a repository that is asked what it has. */
const LOOK_MS_MAX = 60_000;

/** trigger → run → gate: asks for runs, does them, and tells how they are. */
export class Deployer {
  readonly rooms: Rooms;
  readonly feed: RunFeed;
  readonly logs: StepLogs;
  readonly world: TriggersWorld;
  readonly #engine: Engine | undefined;
  readonly #close: () => Promise<void>;

  static async open(options: DeployerOptions): Promise<Deployer> {
    const { clock, environment, folder, log, random, server } = options;
    const lifecycle = createLifecycle((part, error) => log.error({ part, err: error }, 'failed to close'));
    try {
      const { pool, state } = await lifecycle.start(
        'state',
        () => openState(server, log),
        (opened) => opened.close(),
      );
      const rooms = openRooms({ state, folder, environment, clock, log });
      const boot = newId(clock.nowMs(), random);
      const feed = await lifecycle.start(
        'feed',
        async () => new RunFeed(state, boot, log),
        (opened) => opened.close(),
      );
      const parts = options.parts ?? rooms.parts;
      const limits = options.engine;
      if (limits !== undefined) await rooms.removeLeftovers();
      const engine = await lifecycle.start(
        'engine',
        async () => limits && new Engine({ state, parts, limits, clock, random, log }),
        async (opened) => opened?.close(),
      );
      await lifecycle.start(
        'garbage timer',
        async () => {
          const kept = { folder, limits: storeLimitsOf(environment), clock, log };
          return limits && startGarbageTimer({ ...kept, tidy: () => rooms.tidyMirrors() });
        },
        async (opened) => opened?.close(),
      );
      const onChange: OnChange = (runId, isForEngines) => {
        if (isForEngines) engine?.notice(runId);
        feed.notice(runId);
      };
      const notices = await lifecycle.start(
        'notices',
        async () => new Notices(pool, log, onChange),
        (opened) => opened.close(),
      );
      await notices.ready();
      const world: TriggersWorld = {
        state,
        clock,
        random,
        log,
        git: rooms.git,
        folder,
        environment,
        roots: options.roots ?? [],
        timeoutMs: LOOK_MS_MAX,
        requestRun: (request) => requestRun({ state, clock, random }, request),
      };
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await lifecycle.start(
        'triggers',
        async () => (options.isTriggered ? new Triggers(world) : undefined),
        async (opened) => opened?.close(),
      );
      return new Deployer({ world, rooms, feed, engine, close: () => lifecycle.close() });
    } catch (error) {
      await lifecycle.close();
      throw error;
    }
  }

  private constructor(opened: {
    world: TriggersWorld;
    rooms: Rooms;
    feed: RunFeed;
    engine: Engine | undefined;
    close: () => Promise<void>;
  }) {
    this.world = opened.world;
    this.rooms = opened.rooms;
    this.feed = opened.feed;
    this.logs = openStepLogs(opened.world.state, opened.rooms.logs, opened.feed);
    this.#engine = opened.engine;
    this.#close = opened.close;
  }

  /** Queues a run of a commit; the same commit asked for twice is one run. */
  requestRun(request: RunRequest): Promise<RequestedRun> {
    return requestRun(this.world, request);
  }

  /** For a person: of the target branch unless one is named, of its newest commit unless one is. */
  async ask(asked: RequestRun, by: Actor): Promise<Run> {
    return (await this.requestRun(await requestAsked(asked, by, this.world, this.rooms.mirrors))).run;
  }

  getRun(id: string): Promise<Run> {
    return readRun(this.world.state, id);
  }

  listRuns(filter: RunFilter): Promise<Page<Run>> {
    return listRuns(this.world.state, filter);
  }

  cancelRun(id: string, by: Actor): Promise<Run> {
    return cancelRun(this.world, id, by);
  }

  approveRun(id: string, by: Actor): Promise<Run> {
    return approveRun(this.world, id, by);
  }

  rerun(id: string, how: Rerun, by: Actor): Promise<Run> {
    return rerun(this.world, id, how, by);
  }

  /** Resolves with a run when it has ended. */
  ended(id: string): Promise<Run> {
    return runEnded(this.world.state, this.feed, id);
  }

  /** Resolves when no run is queued or running, whichever engine does them. */
  allEnded(): Promise<void> {
    return allEnded(this.world.state, this.feed);
  }

  /** Runs that this process does now. */
  runningCount(): number {
    return this.#engine?.runningCount() ?? 0;
  }

  close(): Promise<void> {
    return this.#close();
  }
}
