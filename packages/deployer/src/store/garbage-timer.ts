import type { Clock, Logger } from '@oremill/runtime';
import { collectGarbage } from './collect-garbage.ts';
import type { StoreLimits } from './limits.ts';

export interface GarbageTimerOptions {
  readonly folder: string;
  readonly limits: StoreLimits;
  readonly clock: Clock;
  readonly log: Logger;
  /** Done after it, each time. */
  readonly tidy: () => Promise<void>;
}

const EACH_MS = 60 * 60_000;

/** Removes what is too old or too much once an hour, while an engine is there. */
export function startGarbageTimer({ clock, folder, limits, log, tidy }: GarbageTimerOptions): {
  close(): Promise<void>;
} {
  const collect = async () => {
    try {
      const removed = await collectGarbage({ folder, limits, nowMs: clock.nowMs() });
      const bytes = removed.reduce((sum, one) => sum + one.bytes, 0);
      if (removed.length > 0)
        log.info({ count: removed.length, bytes }, 'what was kept too long was removed');
      await tidy();
    } catch (error) {
      log.warn({ err: error }, 'what was kept too long could not be removed');
    }
  };
  let running = collect();
  const timer = setInterval(() => {
    running = collect();
  }, EACH_MS);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
