import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ConnectionLost } from '../client/connection.ts';
import { writeDatasetFile } from '../dataset/dataset-file.ts';
import type { LiveDataset } from '../dataset/live-dataset.ts';
import { diskFiles } from '../files/disk-files.ts';
import { compareLog, hasPassed } from './compare-log.ts';
import { followLog, type LogSink } from './follow-log.ts';
import { Following, type FollowingWorld } from './following.ts';
import { LeaderRefused, PieceDamaged } from './leader-client.ts';
import type { ListedLive } from './leader-list.ts';
import { pullLive } from './pull-live.ts';

/** A live dataset of a leader: pulled once, then written as its log is. */
export class FollowedLive extends Following {
  readonly #listed: ListedLive;
  #mustPull = false;
  #mustOpen = false;

  constructor(listed: ListedLive, world: FollowingWorld) {
    super(listed.name, world);
    this.#listed = listed;
  }

  /** Whether this is what the leader has under the name. */
  isOf(listed: ListedLive): boolean {
    return listed.id === this.#listed.id && listed.file.createdAt === this.#listed.file.createdAt;
  }

  protected async keep(signal: AbortSignal): Promise<void> {
    try {
      if (this.#mustOpen) await this.#openAgain();
      const dataset = this.#ours ?? (await this.#pull(signal));
      await this.#follow(dataset, signal);
    } catch (error) {
      if (hasPassed(error) && !this.#mustPull) {
        this.#mustPull = true;
        this.world.log.info({ dataset: this.name }, `${this.name} is pulled anew: ${error.message}`);
        return;
      }
      throw error;
    }
  }

  /** What is here of it, and can be gone on with. */
  get #ours(): LiveDataset | undefined {
    const { held } = this.world;
    if (this.#mustPull || !held.has(this.name)) return undefined;
    const found = held.get(this.name);
    if (found.kind !== 'live' || found.dataset.feed.id.toString('hex') !== this.#listed.id) return undefined;
    return found.dataset;
  }

  async #follow(dataset: LiveDataset, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const stopping = AbortSignal.any([signal, over.signal]);
    const client = await this.world.connect(stopping);
    try {
      await dataset.sync();
      await compareLog(this.name, dataset.feed, client);
      const { follower } = dataset;
      assert(follower, 'a store that follows opens its datasets to be followed');
      const sink: LogSink = {
        get place() {
          return dataset.feed.place;
        },
        follow: (frames) => follower.follow(frames),
        followFile: () => follower.followFile(),
      };
      let known = { end: Number.POSITIVE_INFINITY, atMs: 0 };
      const onPlace = (position: number, leaderEnd: number): void => {
        const nowMs = this.world.clock.nowMs();
        const lagBytes = Math.max(0, leaderEnd - position);
        const syncedAtMs = lagBytes === 0 ? nowMs : known.atMs;
        // All that the leader had at the reply before is here, whatever it has written since.
        this.following(lagBytes, position >= known.end || lagBytes === 0 ? syncedAtMs : undefined);
        known = { end: leaderEnd, atMs: nowMs };
      };
      await followLog({ client, dataset: this.name, sink, onPlace, signal: stopping });
    } catch (error) {
      this.#mustOpen = !isOfLeader(error) && !hasPassed(error);
      throw error;
    } finally {
      over.abort();
    }
  }

  async #pull(signal: AbortSignal): Promise<LiveDataset> {
    const { folder, clock, connect, changes, held } = this.world;
    const pulled = join(folder.pulled.of(this.name), 'dataset');
    this.pulling(0, 0);
    await pullLive({
      dataset: this.name,
      folder: join(pulled, 'written'),
      clear: () => {
        folder.pulled.discard(this.name);
        folder.writtenOf(pulled);
      },
      files: diskFiles,
      clock,
      connect,
      onProgress: (pulledBytes, totalBytes) => this.pulling(pulledBytes, totalBytes),
      signal,
    });
    writeDatasetFile(pulled, this.#listed.file);
    await changes.run(this.name, async () => {
      this.#mustOpen = true;
      await held.replaceBy(this.name, pulled);
      this.#mustOpen = false;
      folder.pulled.discard(this.name);
    });
    this.#mustPull = false;
    const dataset = this.#ours;
    if (dataset) return dataset;
    this.#mustPull = true;
    throw new PieceDamaged('the leader has another dataset of that name now');
  }

  /** After a failure of our own disk or table: what is in the log counts. */
  async #openAgain(): Promise<void> {
    const { changes, held } = this.world;
    this.#mustOpen = false;
    if (held.has(this.name)) await changes.run(this.name, () => held.reopen(this.name));
  }
}

/** Nothing here is wrong. */
function isOfLeader(error: unknown): boolean {
  return error instanceof ConnectionLost || error instanceof PieceDamaged || error instanceof LeaderRefused;
}
