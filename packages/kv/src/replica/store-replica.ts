import type { Replica } from '@oremill/types';
import { Follower, type FollowerOptions } from './follower.ts';
import { checkMayFollow, readReplicaFile, writeReplicaFile } from './replica-file.ts';
import { type ReplicaOf, showLeader } from './replica-of.ts';

/** Whether a store follows another server, which its folder knows, and what follows it while it is open. */
export class StoreReplica {
  readonly #options: Omit<FollowerOptions, 'of'>;
  /** As it is shown; undefined in an ordinary store. */
  #leader: string | undefined;
  #follower: Follower | undefined;
  #promoted: Promise<void> | undefined;

  constructor(options: Omit<FollowerOptions, 'of'>) {
    this.#options = options;
  }

  /** A leader alone writes the store. */
  get isOn(): boolean {
    return this.#leader !== undefined;
  }

  /** Before the datasets are opened. Throws CONFIG_INVALID where following would undo what was written here. */
  open(of: ReplicaOf | undefined, isEmpty: boolean): void {
    const { folder, log } = this.#options;
    const before = readReplicaFile(folder.path);
    if (of !== undefined) {
      checkMayFollow(before, folder.path, isEmpty);
      this.#follower = new Follower({ ...this.#options, of });
      this.#leader = showLeader(of);
      writeReplicaFile(folder.path, { leader: this.#leader, state: 'following' });
    } else if (before?.state === 'following') {
      this.#leader = before.leader;
      log.warn(`a replica of ${before.leader} that follows nobody now: it is read only`);
    }
  }

  /** When they are open. */
  start(): void {
    this.#follower?.start();
  }

  status(): Replica {
    if (this.#follower) return this.#follower.status();
    const problem = 'it follows nobody now: serve it with --replica-of, or promote it';
    return { leader: this.#leader ?? '', link: 'down', problem, datasets: [] };
  }

  /** Follows nobody any more: what is here can be written from now on. Nothing, where it follows nobody. */
  promote(): Promise<void> {
    this.#promoted ??= this.#promote();
    return this.#promoted;
  }

  async #promote(): Promise<void> {
    const { folder, held, log } = this.#options;
    const leader = this.#leader;
    if (leader === undefined) return;
    await this.#follower?.close();
    folder.discardPulled();
    // What a power cut takes of a log could be pulled again until now.
    await held.sync();
    // Before any write: one that was made to a store that follows again would be lost.
    writeReplicaFile(folder.path, { leader, state: 'promoted' });
    held.promote();
    this.#follower = undefined;
    this.#leader = undefined;
    log.info(`promoted: ${leader} is not followed any more, and writes are taken`);
  }

  async close(): Promise<void> {
    await this.#follower?.close();
  }
}
