import type { Call, Request } from './call.ts';
import { NOT_INTEGER, refuse, SYNTAX } from './refusal.ts';

/** Records have six bytes for it: until the year 10889. */
const EXPIRY_MS_MAX = 2 ** 48 - 1;

export interface TimeUnit {
  readonly isSeconds: boolean;
  /** Counted from 1970, not from now. */
  readonly isAbsolute: boolean;
}

/** Milliseconds since 1970 of a time given as an argument; it may have passed. */
export function readTime({ request, server }: Call, index: number, unit: TimeUnit): number {
  const given = request.integer(index);
  if (given === undefined) refuse(NOT_INTEGER);
  const expiryMs = Number(given) * (unit.isSeconds ? 1000 : 1) + (unit.isAbsolute ? 0 : server.clock.nowMs());
  if (Math.abs(expiryMs) > EXPIRY_MS_MAX) refuseTime(request);
  return expiryMs;
}

/** The same for commands that give a key its first expiry: it has to be a positive number. */
export function readPositiveTime(call: Call, index: number, unit: TimeUnit): number {
  const given = call.request.integer(index);
  if (given !== undefined && given <= 0) refuseTime(call.request);
  return readTime(call, index, unit);
}

function refuseTime(request: Request): never {
  return refuse(`ERR invalid expire time in '${request.text(0).toLowerCase()}' command`);
}

const UNITS: readonly (readonly [string, TimeUnit])[] = [
  ['ex', { isSeconds: true, isAbsolute: false }],
  ['px', { isSeconds: false, isAbsolute: false }],
  ['exat', { isSeconds: true, isAbsolute: true }],
  ['pxat', { isSeconds: false, isAbsolute: true }],
];

/** The unit that an option's word stands for; undefined for other words. It has to be followed by a number. */
export function unitOf(request: Request, index: number): TimeUnit | undefined {
  for (const [word, unit] of UNITS) {
    if (!request.is(index, word)) continue;
    if (index + 1 >= request.count) refuse(SYNTAX);
    return unit;
  }
  return undefined;
}

/** Writes a value whose time may already have come: then the key is gone. */
export function setUntil(
  { dataset, server }: Call,
  key: Uint8Array,
  value: Uint8Array,
  expiresAtMs: number,
): void {
  if (expiresAtMs === 0) dataset.set(key, value);
  else if (expiresAtMs > server.clock.nowMs()) dataset.set(key, value, { expiresAtMs });
  else dataset.delete(key);
}
