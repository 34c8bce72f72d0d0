import { randomBytes } from 'node:crypto';
import { kvError, type Replica } from '@oremill/types';
import { Follower, type FollowerOptions } from './follower.ts';
import { checkMayFollow, readReplicaFile, writeReplicaFile } from './replica-file.ts';
import { type ReplicaOf, showLeader } from './replica-of.ts';
import { forgetStoreId, readStoreId, writeStoreId } from './store-id.ts';

type StoreReplicaOptions = Omit<FollowerOptions, 'of' | 'onStore'>;

/** Whether a store follows another server, which its folder knows, and what follows it while it is open. */
export class StoreReplica {
  readonly #options: StoreReplicaOptions;
  /** As it is shown; undefined in an ordinary store. */
  #leader: string | undefined;
  #follower: Follower | undefined;
  #promoted: Promise<void> | undefined;
  #storeId: string | undefined;

  constructor(options: StoreReplicaOptions) {
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
      if (before === undefined) forgetStoreId(folder.path);
      this.#follower = new Follower({ ...this.#options, of, onStore: (id) => this.#belongTo(id) });
      this.#leader = showLeader(of);
      writeReplicaFile(folder.path, { leader: this.#leader, state: 'following' });
    } else if (before?.state === 'following') {
      this.#leader = before.leader;
      log.warn(`a replica of ${before.leader} that follows nobody now: it is read only`);
    }
  }

  /** What this store, and each that follows it or that it follows, is known by. */
  get storeId(): string {
    const { path } = this.#options.folder;
    this.#storeId ??= readStoreId(path);
    if (this.#storeId === undefined) {
      this.#storeId = randomBytes(16).toString('hex');
      writeStoreId(path, this.#storeId);
    }
    return this.#storeId;
  }

  /** Datasets that are here or are to come. Throws LEADER_UNREADY while nobody knows. */
  expectedNames(): readonly string[] {
    if (this.#follower === undefined) return [];
    const names = this.#follower.listedNames;
    if (names) return names;
    throw kvError('LEADER_UNREADY', `this server has not heard yet what ${this.#leader} has`);
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
    this.#promoted ??= this.#promote().catch((error: unknown) => {
      // It follows nobody since, but is no leader yet: whoever frees the disk may try again.
      this.#promoted = undefined;
      throw error;
    });
    return this.#promoted;
  }

  async #promote(): Promise<void> {
    const { folder, held, log } = this.#options;
    const leader = this.#leader;
    if (leader === undefined) return;
    await this.#follower?.close();
    folder.pulled.keepOnly([]);
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

  /** It becomes a replica of whichever store it follows first, and stays one of that. Throws LEADER_REPLACED. */
  #belongTo(leaderId: string): void {
    const { path } = this.#options.folder;
    this.#storeId ??= readStoreId(path);
    if (this.#storeId === leaderId) return;
    if (this.#storeId !== undefined) {
      throw kvError(
        'LEADER_REPLACED',
        `${this.#leader} serves another store than the one that ${path} is a replica of: what is here stays as it is`,
        { hint: 'Begin with an empty data folder to follow that store, or promote this one.' },
      );
    }
    writeStoreId(path, leaderId);
    this.#storeId = leaderId;
  }
}
