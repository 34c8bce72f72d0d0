export type Zone = 'utc' | 'local';

const DAY_MS = 24 * 3600 * 1000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `14:32 · 3 min ago` within a day of `nowMs`, else `23 Nov 14:32`, with the year when it is another one. */
export function formatTime(atMs: number, nowMs: number, zone: Zone): string {
  const at = fields(atMs, zone);
  const clock = `${pad(at.hour)}:${pad(at.minute)}`;
  if (Math.abs(nowMs - atMs) < DAY_MS) return `${clock} · ${formatAgo(nowMs - atMs)}`;
  const year = at.year === fields(nowMs, zone).year ? '' : ` ${at.year}`;
  return `${at.day} ${MONTHS[at.month]}${year} ${clock}`;
}

/** `3 min ago`; a time ahead of ours (another machine's clock) says so instead of counting backwards. */
export function formatAgo(ageMs: number): string {
  if (ageMs < -60_000) return `in ${formatSpan(-ageMs)}`;
  if (ageMs < 5_000) return 'now';
  return `${formatSpan(ageMs)} ago`;
}

/** `2026-11-23 14:32:07 UTC`, or with the offset of this machine: what a tooltip and a copy show. */
export function formatInstant(atMs: number, zone: Zone): string {
  const at = fields(atMs, zone);
  const date = `${at.year}-${pad(at.month + 1)}-${pad(at.day)}`;
  const time = `${pad(at.hour)}:${pad(at.minute)}:${pad(at.second)}`;
  return `${date} ${time} ${zone === 'utc' ? 'UTC' : formatOffset(-new Date(atMs).getTimezoneOffset())}`;
}

/** `14:32:07`: a point on an axis of minutes. */
export function formatClock(atMs: number, zone: Zone): string {
  const at = fields(atMs, zone);
  return `${pad(at.hour)}:${pad(at.minute)}:${pad(at.second)}`;
}

/** `+02:00`, from minutes east of Greenwich. */
export function formatOffset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '−' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function formatSpan(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

function fields(atMs: number, zone: Zone) {
  const date = new Date(atMs);
  if (zone === 'utc') {
    return {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth(),
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
    };
  }
  return {
    year: date.getFullYear(),
    month: date.getMonth(),
    day: date.getDate(),
    hour: date.getHours(),
    minute: date.getMinutes(),
    second: date.getSeconds(),
  };
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
