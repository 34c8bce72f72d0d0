import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '@oremill/runtime';

const FIRST_MS = 50;
const LAST_MS = 5000;

/** Waits longer after each failure, and never as long as others do: followers of a leader do not come back all at once. */
export class BackOff {
  readonly #random: Random;
  #failures = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  /** Resolves earlier when the signal says so. */
  async wait(signal: AbortSignal): Promise<void> {
    const longestMs = Math.min(FIRST_MS * 2 ** this.#failures, LAST_MS);
    this.#failures += 1;
    await pause(longestMs * (0.5 + this.#random() / 2), undefined, { signal, ref: false }).catch(
      () => undefined,
    );
  }
}
