const MILLION = 1e6;

/** `$48.10`; below a dollar four digits, `$0.01234`; from a million on `$1.24M`. */
export function formatUsd(usd: number): string {
  const size = Math.abs(usd);
  const sign = usd < 0 ? '−' : '';
  if (size === 0) return '$0';
  if (size < 1e-6) return `${sign}$${size.toExponential(3)}`;
  if (size < 1) return `${sign}$${plain(size, { maximumSignificantDigits: 4 })}`;
  if (size < MILLION) return `${sign}$${plain(size, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  return `${sign}$${plain(size / MILLION, { maximumFractionDigits: 2 })}M`;
}

/** `+$4.20` or `−$0.15`: a difference has its sign always. */
export function formatUsdChange(usd: number): string {
  return usd > 0 ? `+${formatUsd(usd)}` : formatUsd(usd);
}

/** `$120k`: short, for an axis. */
export function formatUsdShort(usd: number): string {
  if (usd === 0) return '$0';
  if (usd < 1e-3) return `$${usd.toExponential(0)}`;
  return `$${plain(usd, { notation: 'compact', maximumSignificantDigits: 3 })}`;
}

/** `2.4 h`, `1 day`: a time between reads, in the unit that says it best. */
export function formatSpan(seconds: number): string {
  const [name, length] = SPANS.find(([, one]) => seconds >= one * 0.995) ?? (['s', 1] as const);
  const shown = plain(seconds / length, { maximumSignificantDigits: 2 });
  return `${shown} ${shown === '1' ? name.replace(/(day|year)s/, '$1') : name}`;
}

const SPANS = [
  ['years', 365 * 86_400],
  ['days', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

function plain(value: number, options: Intl.NumberFormatOptions): string {
  return value.toLocaleString('en-US', options);
}
