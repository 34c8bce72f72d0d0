import { warehouseError } from '@oremill/types';

/** Lets a few in at once and a bounded number wait, in the order they came. */
export interface Slots {
  /** Resolves when there is room; the caller releases it. Throws when too many wait, or `signal` says stop. */
  acquire(signal?: AbortSignal): Promise<() => void>;
}

export function createSlots(atOnceMax: number, waitingMax: number): Slots {
  let taken = 0;
  const waiting: (() => void)[] = [];

  function release(): void {
    taken -= 1;
    waiting.shift()?.();
  }

  function take(): () => void {
    taken += 1;
    let isReleased = false;
    return () => {
      if (!isReleased) release();
      isReleased = true;
    };
  }

  return {
    async acquire(signal) {
      signal?.throwIfAborted();
      if (taken < atOnceMax) return take();
      if (waiting.length >= waitingMax) {
        throw warehouseError('QUERY_LIMIT', `${atOnceMax} queries run and ${waitingMax} wait already`, {
          hint: 'Try again in a moment.',
        });
      }
      return new Promise((resolve, reject) => {
        const enter = () => {
          signal?.removeEventListener('abort', leave);
          resolve(take());
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(enter), 1);
          reject(signal?.reason);
        };
        waiting.push(enter);
        signal?.addEventListener('abort', leave, { once: true });
      });
    },
  };
}
