import { parseDuration } from '@oremill/types';

/** When an entry is to end, as a form has it: as it ends now, never, or after a time such as `90s`. */
export type ExpiryChoice = 'keep' | 'never' | 'after';

/** Seconds from now; `never` without an end; undefined when what was typed is no time. */
export function readTtlSeconds(
  choice: ExpiryChoice,
  typed: string,
  expiresAt: string | undefined,
  nowMs: number,
): number | 'never' | undefined {
  if (choice === 'never' || (choice === 'keep' && expiresAt === undefined)) return 'never';
  // It may have ended while the form was open: then the new value ends as soon as it can.
  if (choice === 'keep') return Math.max(0.001, (Date.parse(expiresAt ?? '') - nowMs) / 1000);
  const ms = parseDuration(typed);
  return ms === undefined || ms <= 0 ? undefined : ms / 1000;
}
