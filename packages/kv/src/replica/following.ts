import type { Clock, Logger, Random } from '@oremill/runtime';
import type { ReplicaDataset } from '@oremill/types';
import type { HeldDatasets } from '../held.ts';
import type { StoreChanges } from '../store-changes.ts';
import type { StoreFolder } from '../store-folder.ts';
import { BackOff } from './back-off.ts';
import type { LeaderClient } from './leader-client.ts';

/** What a dataset that is followed needs of the world. */
export interface FollowingWorld {
  readonly folder: StoreFolder;
  readonly held: HeldDatasets;
  readonly changes: StoreChanges;
  readonly connect: (signal: AbortSignal) => Promise<LeaderClient>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

/** One dataset of a leader, kept the same here until it is stopped. */
export abstract class Following {
  readonly name: string;
  protected readonly world: FollowingWorld;
  protected readonly stopping = new AbortController();
  readonly #backOff: BackOff;
  #running: Promise<void> | undefined;
  #state: ReplicaDataset['state'] = 'waiting';
  #problem: string | undefined;
  #pulled: { readonly pulledBytes: number; readonly totalBytes: number } | undefined;
  #lagBytes = 0;
  #syncedAtMs: number;

  constructor(name: string, world: FollowingWorld) {
    this.name = name;
    this.world = world;
    this.#backOff = new BackOff(world.random);
    this.#syncedAtMs = world.clock.nowMs();
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.#running;
  }

  status(): ReplicaDataset {
    const isSame = this.#state === 'following' && this.#lagBytes === 0;
    const lagMs = isSame ? 0 : this.world.clock.nowMs() - this.#syncedAtMs;
    return {
      name: this.name,
      state: this.#state,
      lagBytes: this.#lagBytes,
      lagSeconds: Math.max(0, Math.round(lagMs) / 1000),
      ...this.#pulled,
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
    };
  }

  /** Keeps the dataset the same; returns never, or when it was told to stop. */
  protected abstract keep(signal: AbortSignal): Promise<void>;

  protected following(lagBytes: number, syncedAtMs?: number): void {
    if (this.#problem !== undefined)
      this.world.log.info({ dataset: this.name }, `${this.name}: followed again`);
    this.#backOff.succeeded();
    this.#state = 'following';
    this.#problem = undefined;
    this.#pulled = undefined;
    this.#lagBytes = lagBytes;
    if (syncedAtMs !== undefined) this.#syncedAtMs = syncedAtMs;
  }

  protected pulling(pulledBytes: number, totalBytes: number): void {
    this.#state = 'pulling';
    this.#pulled = { pulledBytes, totalBytes };
  }

  async #run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.keep(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#fail(error);
        await this.#backOff.wait(signal);
      }
    }
  }

  #fail(error: unknown): void {
    const problem = error instanceof Error ? error.message : String(error);
    if (problem !== this.#problem) {
      this.world.log.warn({ dataset: this.name, err: error }, `${this.name} is not followed now: ${problem}`);
    }
    this.#state = 'failing';
    this.#problem = problem;
  }
}
