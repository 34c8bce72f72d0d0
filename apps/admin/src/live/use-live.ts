import { useSyncExternalStore } from 'react';
import { type LiveState, readLive, subscribeLive } from './live-store.ts';

/** A part of what the stream said; renders again when that part changes. */
export function useLive<Part>(select: (state: LiveState) => Part): Part {
  return useSyncExternalStore(subscribeLive, () => select(readLive()));
}
