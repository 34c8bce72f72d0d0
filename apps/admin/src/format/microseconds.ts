/** `840 µs`, `1.24 ms`, `3.1 s`: what a command takes, to three digits. */
export function formatMicroseconds(us: number): string {
  if (us < 999.5) return `${us > 0 && us < 9.95 ? us.toFixed(1) : Math.round(us)} µs`;
  const ms = us / 1000;
  if (ms < 999.5) return `${ms.toPrecision(3)} ms`;
  return `${(ms / 1000).toPrecision(3)} s`;
}

/** `84,120 /s`, `0.4 /s`: how often something happens. */
export function formatFrequency(perSecond: number): string {
  const digits = perSecond > 0 && perSecond < 9.95 ? 1 : 0;
  return `${perSecond.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })} /s`;
}
