import { monitorEventLoopDelay } from 'node:perf_hooks';

/** A timer of the monitor that comes so late is no pause. */
const RESOLUTION_MS = 1;

export interface LoopPauses {
  readonly longestMs: number;
  /** Of processor time that this thread used between two turns: what else the machine does is not in it, nor waiting for a disk. */
  readonly busyMs: number;
}

/** The longest time for which the event loop of this thread did not turn. */
export class LoopDelay {
  #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #timer: NodeJS.Timeout | undefined;
  #busyUs = 0;

  begin(): void {
    this.#histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    this.#histogram.enable();
    this.#busyUs = 0;
    let before = usedUs();
    this.#timer = setInterval(() => {
      const used = usedUs();
      this.#busyUs = Math.max(this.#busyUs, used - before);
      before = used;
    }, RESOLUTION_MS);
  }

  end(): LoopPauses {
    this.#histogram.disable();
    clearInterval(this.#timer);
    const longestMs = Math.max(0, this.#histogram.max / 1e6 - RESOLUTION_MS);
    return { longestMs, busyMs: this.#busyUs / 1000 };
  }
}

function usedUs(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
