import { checkSkipLimit } from '../map/check-skipped.ts';

/** Ends a wait early: when the caller's signal says so, or for a reason that is found on the way. */
export class StopSwitch {
  readonly #stopped = Promise.withResolvers<never>();
  readonly #signal: AbortSignal;
  readonly #onAbort: () => void;

  constructor(signal: AbortSignal, reason: () => Error) {
    this.#signal = signal;
    this.#onAbort = () => this.trip(reason());
    // A switch that nobody waits on any more may be tripped without harm.
    this.#stopped.promise.catch(() => undefined);
    signal.addEventListener('abort', this.#onAbort, { once: true });
    if (signal.aborted) this.#onAbort();
  }

  trip(error: Error): void {
    this.#stopped.reject(error);
  }

  /** Trips when more records were skipped than are allowed: each task knows only its own. */
  checkSkipLimit(skipped: number, skipLimit: number | undefined): void {
    try {
      checkSkipLimit(skipped, skipLimit);
    } catch (error) {
      this.trip(error as Error);
    }
  }

  /** The promise's outcome, or the reason to stop if that comes first. */
  orElse<Result>(promise: Promise<Result>): Promise<Result> {
    return Promise.race([promise, this.#stopped.promise]);
  }

  close(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
  }
}
