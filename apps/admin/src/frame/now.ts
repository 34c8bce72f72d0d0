import { useSyncExternalStore } from 'react';

const TICK_MS = 5_000;

let nowMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

/** The time, moving every five seconds for all who show it: one timer, however many rows. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => {
    // A component that appears between two ticks must not show a thing as being in the future.
    if (Date.now() - nowMs > TICK_MS) nowMs = Date.now();
    return nowMs;
  });
}
