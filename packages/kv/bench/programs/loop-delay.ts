import { monitorEventLoopDelay } from 'node:perf_hooks';

/** A timer of the monitor that comes so late is no pause. */
const RESOLUTION_MS = 1;

/** The longest time for which the event loop of this thread did not turn. */
export class LoopDelay {
  #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  begin(): void {
    this.#histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    this.#histogram.enable();
  }

  /** Milliseconds. */
  end(): number {
    this.#histogram.disable();
    return Math.max(0, this.#histogram.max / 1e6 - RESOLUTION_MS);
  }
}
