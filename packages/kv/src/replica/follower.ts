import { randomBytes } from 'node:crypto';
import type { Replica, ReplicaDataset } from '@oremill/types';
import { matchesName } from '../command/session.ts';
import { BackOff } from './back-off.ts';
import { FollowedLive } from './follow-live.ts';
import { FollowedPublished } from './follow-published.ts';
import type { Following, FollowingWorld } from './following.ts';
import { LeaderClient } from './leader-client.ts';
import type { LeaderList, ListedDataset } from './leader-list.ts';
import { type ReplicaOf, readReplicaAccess, showLeader } from './replica-of.ts';

export interface FollowerOptions extends Omit<FollowingWorld, 'connect'> {
  readonly of: ReplicaOf;
  /** Is told which store the leader is, before anything of it is taken. Throws LEADER_REPLACED. */
  readonly onStore: (id: string) => void;
}

/** A leader that has nothing new says so after so long. */
const LIST_WAIT_MS = 5000;

/** Keeps the datasets of a store the same as those of a leader, one way, until it is closed. */
export class Follower {
  readonly #options: FollowerOptions;
  /** How it calls itself to its leader. */
  readonly #name = randomBytes(8).toString('hex');
  readonly #world: FollowingWorld;
  readonly #followings = new Map<string, Following>();
  /** Of datasets that are not followed now. */
  readonly #problems = new Map<string, string>();
  readonly #stopping = new AbortController();
  readonly #backOff: BackOff;
  #running: Promise<void> | undefined;
  #listedNames: readonly string[] | undefined;
  #link: Replica['link'] = 'connecting';
  #heardAtMs: number | undefined;
  #problem: string | undefined;

  /** Throws CLUSTER_INVALID, CONFIG_INVALID where the address, or what it refers to, is none. */
  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#backOff = new BackOff(options.random);
    readReplicaAccess(options.of);
    // Read at each connection: a password may have been replaced.
    const connect = (signal: AbortSignal) => {
      signal.throwIfAborted();
      return LeaderClient.open(readReplicaAccess(options.of), signal);
    };
    this.#world = { ...options, connect };
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** What the leader has of what is followed; undefined until it is known. */
  get listedNames(): readonly string[] | undefined {
    return this.#listedNames;
  }

  status(): Replica {
    const nowMs = this.#options.clock.nowMs();
    const silentMs = this.#link === 'up' ? 0 : nowMs - (this.#heardAtMs ?? nowMs);
    const datasets = [...this.#followings.values()].map((each): ReplicaDataset => {
      const status = each.status();
      return { ...status, lagSeconds: Math.max(status.lagSeconds, Math.round(silentMs) / 1000) };
    });
    for (const [name, problem] of this.#problems) {
      datasets.push({ name, state: 'failing', lagBytes: 0, lagSeconds: 0, problem });
    }
    return {
      leader: showLeader(this.#options.of),
      link: this.#link,
      ...(this.#heardAtMs === undefined ? {} : { heardAt: new Date(this.#heardAtMs).toISOString() }),
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
      datasets: datasets.sort((a, b) => (a.name < b.name ? -1 : 1)),
    };
  }

  /** Nothing that came from the leader is being done any more then. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await Promise.all([...this.#followings.values()].map((each) => each.stop()));
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const over = new AbortController();
      try {
        await this.#listen(AbortSignal.any([signal, over.signal]));
      } catch (error) {
        if (signal.aborted) return;
        this.#lost(error);
        await this.#backOff.wait(signal);
      } finally {
        over.abort();
      }
    }
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const client = await this.#world.connect(signal);
    for (let revision = ''; ; ) {
      const list = await client.list(this.#name, revision, LIST_WAIT_MS);
      if (list !== undefined) {
        this.#options.onStore(list.store);
        await this.#take(list);
        revision = list.revision;
      }
      this.#heard();
    }
  }

  async #take(list: LeaderList): Promise<void> {
    const { of, folder, held, changes, log } = this.#options;
    const listed = new Map(list.datasets.map((each) => [each.name, each]));
    const mayRead = (name: string) => list.patterns.some((pattern) => matchesName(pattern, name));
    const isWanted = (name: string) => of.datasets?.includes(name) ?? true;
    // Before anything is done: whoever follows this store is told of each change with them.
    this.#listedNames = [...listed.keys()].filter(isWanted);
    const known = new Set([
      ...held.names,
      ...this.#followings.keys(),
      ...this.#problems.keys(),
      ...(of.datasets ?? []),
    ]);
    for (const name of known) {
      if (listed.has(name) && isWanted(name)) continue;
      await this.#followings.get(name)?.stop();
      this.#followings.delete(name);
      if (!isWanted(name)) this.#tell(name, 'it is not among the datasets that are followed');
      else if (!mayRead(name)) this.#tell(name, 'the leader’s user may not follow it');
      else if (of.datasets?.includes(name) === true && !held.has(name)) {
        this.#tell(name, 'the leader has no such dataset');
      } else {
        this.#problems.delete(name);
        if (held.has(name)) await changes.run(name, () => held.discard(name));
        log.info({ dataset: name }, `${name} is removed, as on the leader`);
      }
    }
    for (const [name, each] of listed) {
      if (!isWanted(name)) continue;
      this.#problems.delete(name);
      await this.#follow(each);
    }
    folder.pulled.keepOnly(this.#listedNames);
  }

  async #follow(listed: ListedDataset): Promise<void> {
    const { name } = listed;
    const current = this.#followings.get(name);
    switch (listed.kind) {
      case 'broken':
        // What is here stays as it is until the leader has it again.
        if (current === undefined) this.#tell(name, 'the leader cannot read it itself');
        return;
      case 'published':
        if (current instanceof FollowedPublished && current.isOf(listed)) current.tell(listed);
        else await this.#begin(current, new FollowedPublished(listed, this.#world));
        return;
      case 'live':
        if (current instanceof FollowedLive && current.isOf(listed)) return;
        await this.#begin(current, new FollowedLive(listed, this.#world));
    }
  }

  async #begin(before: Following | undefined, following: Following): Promise<void> {
    await before?.stop();
    this.#followings.set(following.name, following);
    following.start();
  }

  #tell(name: string, problem: string): void {
    if (this.#problems.get(name) !== problem) {
      this.#options.log.warn({ dataset: name }, `${name} is not followed: ${problem}`);
    }
    this.#problems.set(name, problem);
  }

  #heard(): void {
    if (this.#link !== 'up') this.#options.log.info(`following ${showLeader(this.#options.of)}`);
    this.#link = 'up';
    this.#problem = undefined;
    this.#heardAtMs = this.#options.clock.nowMs();
    this.#backOff.succeeded();
  }

  #lost(error: unknown): void {
    const problem = error instanceof Error ? error.message : String(error);
    if (problem !== this.#problem) {
      this.#options.log.warn(
        { err: error },
        `${showLeader(this.#options.of)} cannot be followed now, and is tried again: ${problem}`,
      );
    }
    this.#link = this.#heardAtMs === undefined ? 'connecting' : 'down';
    this.#problem = problem;
  }
}
