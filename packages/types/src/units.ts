/**
 * Numbers with a unit. A plain number may become one; one unit may not become another, so a duration passed
 * where bytes are expected does not compile.
 */
declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]?: Name };

export type Bytes = Unit<'bytes'>;
export type Milliseconds = Unit<'milliseconds'>;
export type Usd = Unit<'usd'>;
export type BytesPerSecond = Unit<'bytes per second'>;

const BYTE_UNITS = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

/** Reads `64MiB`, `1.5 GB` or `4096`; undefined when the text is not a whole, non-negative number of bytes. */
export function parseBytes(text: string): Bytes | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([a-zA-Z]*)$/.exec(text.trim());
  if (!match) return undefined;
  const [, amount = '', name = ''] = match;
  const factor = name === '' ? 1 : BYTE_UNITS[name as keyof typeof BYTE_UNITS];
  if (factor === undefined) return undefined;
  const bytes = Number(amount) * factor;
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** `1.18 GiB`: IEC units, three significant digits. */
export function formatBytes(bytes: Bytes): string {
  return formatScaled(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']);
}

/** `212 MB/s`: rates are decimal. */
export function formatRate(rate: BytesPerSecond): string {
  return `${formatScaled(rate, 1000, ['B', 'kB', 'MB', 'GB', 'TB'])}/s`;
}

/** `840 ms`, `4.2 s`, `3m 41s`, `2h 05m`, `3d 4h`. */
export function formatDuration(duration: Milliseconds): string {
  if (duration < 1000) return `${Math.round(duration)} ms`;
  if (duration < 59_950) return `${(duration / 1000).toFixed(1)} s`;
  const seconds = Math.round(duration / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${pad(seconds % 60)}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}h ${pad(minutes % 60)}m`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)}d ${hours % 24}h`;
}

const DURATION_UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `90s`, `1.5 h` or `500ms`; undefined when the text is not a whole number of milliseconds. */
export function parseDuration(text: string): Milliseconds | undefined {
  const [, amount = '', name = ''] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/.exec(text.trim()) ?? [];
  const ms = Number(amount) * (DURATION_UNITS[name as keyof typeof DURATION_UNITS] ?? Number.NaN);
  return Number.isSafeInteger(ms) ? ms : undefined;
}

/** `1,240,118` */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `9.8 %`: a share of 1, one decimal. */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function formatScaled(value: number, base: number, names: readonly string[]): string {
  let power = 0;
  let scaled = value;
  // 999.5 would print as 1000 with three digits: it belongs to the next unit.
  while (Math.abs(scaled) >= (power === 0 ? base : base - 0.5) && power < names.length - 1) {
    scaled /= base;
    power += 1;
  }
  const digits = power === 0 ? 0 : scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0;
  return `${scaled.toFixed(digits)} ${names[power]}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
