import type { Logger } from '@oremill/runtime';
import { hasEnded, type Run, type RunEvent } from '@oremill/types';
import type { State } from '../state/open-state.ts';
import { untilReached } from '../state/until-reached.ts';
import { readRecent, readRun } from './read-runs.ts';

export interface Receiver {
  /** Returns false when the receiver is full: what follows is kept until `resume`. */
  push(event: RunEvent): boolean;
  end(): void;
}

export interface FollowOptions {
  /** Only this run; the stream ends after its last state. */
  readonly runId?: string | undefined;
}

interface Follower extends FollowOptions {
  readonly receiver: Receiver;
  /** Newest unsent event of each run: a slow reader skips states, so this never grows past their number. */
  readonly waiting: Map<string, RunEvent>;
  isFull: boolean;
}

/**
 * Hands the newest state of each run to whoever follows, whichever engine does it. An event carries the whole run, so
 * who comes back needs no history: the present state of what it follows comes first.
 */
export class RunFeed {
  readonly #state: State;
  readonly #log: Logger;
  readonly #boot: string;
  readonly #followers = new Set<Follower>();
  /** Runs that have changed since they were read. */
  readonly #changed = new Set<string>();
  readonly #closed = new AbortController();
  #areAllWanted = false;
  #sequence = 0;
  #reading: Promise<void> | undefined;

  /** `boot` names this process' run: `[0-9a-z]+`. */
  constructor(state: State, boot: string, log: Logger) {
    this.#state = state;
    this.#boot = boot;
    this.#log = log;
  }

  /** A run has changed, or nobody knows which have: then all that may have is read again. */
  notice(runId: string | undefined): void {
    if (this.#followers.size === 0) return;
    if (runId === undefined) this.#areAllWanted = true;
    else this.#changed.add(runId);
    this.#reading ??= this.#readChanged().finally(() => {
      this.#reading = undefined;
    });
  }

  /** The present state comes first: of the run, or of all that have not ended or have only now. */
  follow(receiver: Receiver, options: FollowOptions = {}): { resume(): void; close(): void } {
    const follower: Follower = { ...options, receiver, waiting: new Map(), isFull: false };
    this.#followers.add(follower);
    this.notice(options.runId);
    return {
      resume: () => {
        follower.isFull = false;
        this.#drain(follower);
      },
      close: () => {
        this.#followers.delete(follower);
      },
    };
  }

  /** Ends every stream; for the shutdown. */
  async close(): Promise<void> {
    for (const { receiver } of this.#followers) receiver.end();
    this.#followers.clear();
    this.#closed.abort();
    await this.#reading;
  }

  async #readChanged(): Promise<void> {
    while (this.#areAllWanted || this.#changed.size > 0) {
      try {
        if (this.#areAllWanted) await this.#findChanged();
        for (const id of this.#changed) {
          this.#changed.delete(id);
          if (this.#isFollowed(id)) this.#publish(await this.#read(() => readRun(this.#state, id)));
        }
      } catch (error) {
        this.#log.warn({ err: error }, 'a change of a run could not be told');
      }
    }
  }

  async #findChanged(): Promise<void> {
    this.#areAllWanted = false;
    for (const { runId } of this.#followers) if (runId !== undefined) this.#changed.add(runId);
    for (const id of await this.#read(() => readRecent(this.#state))) this.#changed.add(id);
  }

  #read<Result>(read: () => Promise<Result>): Promise<Result> {
    return untilReached(this.#closed.signal, read);
  }

  #isFollowed(id: string): boolean {
    return [...this.#followers].some(({ runId }) => runId === undefined || runId === id);
  }

  #publish(run: Run): void {
    this.#sequence += 1;
    const event: RunEvent = { id: `${this.#boot}-${this.#sequence}`, topic: 'run', data: run };
    for (const follower of this.#followers) {
      if (follower.runId !== undefined && follower.runId !== run.id) continue;
      follower.waiting.delete(run.id);
      follower.waiting.set(run.id, event);
      this.#drain(follower);
    }
  }

  #drain(follower: Follower): void {
    for (const [id, event] of follower.waiting) {
      if (follower.isFull) return;
      follower.waiting.delete(id);
      follower.isFull = !follower.receiver.push(event);
      if (follower.runId === id && hasEnded(event.data)) {
        this.#followers.delete(follower);
        follower.receiver.end();
      }
    }
  }
}
