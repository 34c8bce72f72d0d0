import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { readStored, writeStored } from './storage.ts';

/** What a person set for this browser: kept here, told nobody. */
const preferencesSchema = z.object({
  zone: z.enum(['local', 'utc']).catch('local'),
  /** WCAG 2.1.4: shortcuts of one letter can be switched off. */
  hasLetterKeys: z.boolean().catch(true),
});
export type Preferences = z.infer<typeof preferencesSchema>;

const KEY = 'oremill.preferences';
const listeners = new Set<() => void>();
let preferences: Preferences = preferencesSchema.parse(readStored(KEY) ?? {});

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, readPreferences);
}

export function readPreferences(): Preferences {
  return preferences;
}

export function setPreferences(change: Partial<Preferences>): void {
  preferences = { ...preferences, ...change };
  writeStored(KEY, preferences);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
