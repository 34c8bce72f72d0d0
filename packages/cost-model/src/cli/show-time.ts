export const YEAR_SECONDS = 365 * 86_400;

/** Seconds as people say them. */
export function showTime(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  if (seconds < 7200) return `${(seconds / 60).toFixed(1)} min`;
  if (seconds < 172_800) return `${(seconds / 3600).toFixed(1)} h`;
  if (seconds < 2 * YEAR_SECONDS) return `${(seconds / 86_400).toFixed(1)} days`;
  return `${(seconds / YEAR_SECONDS).toFixed(1)} years`;
}
