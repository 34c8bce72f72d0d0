import type { Clock, Logger, Random } from '@oremill/runtime';
import { AppError, newId } from '@oremill/types';
import type { EngineLimits } from '../config.ts';
import type { State } from '../state/open-state.ts';
import { isConnectionLost } from '../state/until-reached.ts';
import { type Claim, claimRun, releaseClaim, renewClaim } from './claim.ts';
import { conductRun } from './conduct-run.ts';
import type { RunParts } from './run-parts.ts';
import { RunRecord } from './run-record.ts';

export interface EngineOptions {
  readonly state: State;
  readonly parts: RunParts;
  readonly limits: EngineLimits;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
}

/** A run that this engine does. */
interface Hold {
  readonly claim: Claim;
  readonly cancelled: AbortController;
  readonly gone: AbortController;
}

/** A lease is renewed so many times before it would end. */
const RENEWALS = 3;

/** Takes runs from the queue and does them, beside other engines that it knows only by what they write. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #owner: string;
  readonly #conducted = new Map<string, Hold & { readonly ended: Promise<void> }>();
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | undefined;
  #isLookWanted = false;
  #isClosed = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#owner = newId(options.clock.nowMs(), options.random);
    this.#timer = setInterval(() => this.look(), options.limits.lookMs);
    this.look();
  }

  runningCount(): number {
    return this.#conducted.size;
  }

  /** There is a run to take, or one of this engine's was cancelled. */
  notice(runId: string | undefined): void {
    this.look();
    for (const [id, one] of this.#conducted) {
      if (runId === undefined || runId === id) void this.#renew(one);
    }
  }

  /** Takes as many runs as it may do at once. */
  look(): void {
    this.#isLookWanted = true;
    this.#looking ??= this.#takeRuns().finally(() => {
      this.#looking = undefined;
    });
  }

  /** Stops what it does; another engine, or the next start, goes on with it at once. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#looking;
    const conducted = [...this.#conducted.values()];
    for (const { gone } of conducted) gone.abort(new Error('the engine stops'));
    await Promise.all(conducted.map(({ ended }) => ended));
  }

  async #takeRuns(): Promise<void> {
    const { limits, log, state } = this.#options;
    while (this.#isLookWanted && !this.#isClosed) {
      this.#isLookWanted = false;
      try {
        while (this.#conducted.size < limits.runsMax && !this.#isClosed) {
          const claim = await claimRun(state, this.#owner, limits.leaseMs);
          if (claim === undefined) break;
          this.#conduct(claim);
        }
      } catch (error) {
        // The timer looks again.
        log.warn({ err: error }, 'cannot look for runs');
      }
    }
  }

  #conduct(claim: Claim): void {
    const hold: Hold = { claim, cancelled: new AbortController(), gone: new AbortController() };
    // A run that this engine has lost and taken again: what it did of it before ends first.
    const before = this.#conducted.get(claim.runId);
    before?.gone.abort(new Error('it was claimed again'));
    const ended = this.#conductAfter(before?.ended, hold);
    this.#conducted.set(claim.runId, { ...hold, ended });
    void ended.then(() => {
      if (this.#conducted.get(claim.runId)?.claim === claim) this.#conducted.delete(claim.runId);
      this.look();
    });
  }

  async #conductAfter(before: Promise<void> | undefined, hold: Hold): Promise<void> {
    const { clock, log, parts, state } = this.#options;
    const { cancelled, claim, gone } = hold;
    if (claim.cancelledBy !== undefined) cancelled.abort(cancelledBy(claim.cancelledBy));
    const renewal = setInterval(() => void this.#renew(hold), claim.leaseMs / RENEWALS);
    try {
      await before;
      const record = new RunRecord(state, claim, gone.signal);
      const signals = { cancelled: cancelled.signal, gone: gone.signal };
      await conductRun({ record, parts, clock, log, ...signals });
    } catch (error) {
      await this.#leave(hold, error);
    } finally {
      clearInterval(renewal);
    }
  }

  /** Says that this engine lives, and hears whether it is still to go on. */
  async #renew({ cancelled, claim, gone }: Hold): Promise<void> {
    try {
      const by = await renewClaim(this.#options.state, claim);
      if (by !== undefined) cancelled.abort(cancelledBy(by));
    } catch (error) {
      if (isConnectionLost(error))
        this.#options.log.warn({ err: error, run: claim.runId }, 'cannot renew a lease');
      else gone.abort(error);
    }
  }

  /** Of a run that this engine does not go on with. */
  async #leave({ claim, gone }: Hold, error: unknown): Promise<void> {
    const { log, state } = this.#options;
    gone.abort(error);
    const isLost = error instanceof AppError && error.code === 'LEASE_LOST';
    log.warn(
      { err: error, run: claim.runId },
      isLost ? 'a run was taken over' : 'a run is left to the next engine',
    );
    // Our own fault may meet the next engine as well: it waits for the end of the lease.
    if (isLost || !this.#isClosed) return;
    await releaseClaim(state, claim).catch((cause: unknown) =>
      log.warn({ err: cause, run: claim.runId }, 'the next engine has to wait for the end of a lease'),
    );
  }
}

function cancelledBy(who: string): Error {
  return new Error(`cancelled by ${who}`);
}
