import type { Call } from './call.ts';
import { type Command, ONE_KEY } from './command.ts';
import { readTime, type TimeUnit } from './expiry-time.ts';
import { refuse } from './refusal.ts';

const SHARED = { isOnDataset: true, isFast: true, group: 'generic', keys: ONE_KEY } as const;

export const expiryCommands: readonly Command[] = [
  expire('expire', '1.0.0', 'after so many seconds', { isSeconds: true, isAbsolute: false }),
  expire('pexpire', '2.6.0', 'after so many milliseconds', { isSeconds: false, isAbsolute: false }),
  expire('expireat', '1.2.0', 'at a time, in seconds since 1970', { isSeconds: true, isAbsolute: true }),
  expire('pexpireat', '2.6.0', 'at a time, in milliseconds since 1970', {
    isSeconds: false,
    isAbsolute: true,
  }),
  tell('ttl', '1.0.0', 'in how many seconds', (expiresAtMs, nowMs) =>
    Math.floor((expiresAtMs - nowMs + 500) / 1000),
  ),
  tell('pttl', '2.6.0', 'in how many milliseconds', (expiresAtMs, nowMs) => expiresAtMs - nowMs),
  tell('expiretime', '7.0.0', 'at which time, in seconds since 1970,', (expiresAtMs) =>
    Math.floor((expiresAtMs + 500) / 1000),
  ),
  tell('pexpiretime', '7.0.0', 'at which time, in milliseconds since 1970,', (expiresAtMs) => expiresAtMs),
  {
    ...SHARED,
    access: 'write',
    name: 'persist',
    arity: 2,
    since: '2.2.0',
    summary: 'Lets a key expire no more.',
    run: persist,
  },
];

function expire(name: string, since: string, when: string, unit: TimeUnit): Command {
  return {
    ...SHARED,
    access: 'write',
    name,
    arity: -3,
    since,
    summary: `Lets a key expire ${when}: NX | XX | GT | LT.`,
    run: (call) => setExpiry(call, unit),
  };
}

function setExpiry(call: Call, unit: TimeUnit): void {
  const { request, reply, dataset, server } = call;
  const conditions = readConditions(call);
  const expiresAtMs = readTime(call, 2, unit);
  const key = request.bytes(1);
  const currentMs = dataset.expiresAtMs(key);
  if (currentMs === undefined || !meets(conditions, currentMs, expiresAtMs)) {
    reply.integer(0);
    return;
  }
  if (expiresAtMs <= server.clock.nowMs()) dataset.delete(key);
  else dataset.setExpiry(key, expiresAtMs);
  reply.integer(1);
}

interface Conditions {
  readonly hasNone: boolean;
  readonly hasOne: boolean;
  readonly isLater: boolean;
  readonly isEarlier: boolean;
}

function readConditions({ request }: Call): Conditions {
  const found = { hasNone: false, hasOne: false, isLater: false, isEarlier: false };
  for (let index = 3; index < request.count; index++) {
    if (request.is(index, 'nx')) found.hasNone = true;
    else if (request.is(index, 'xx')) found.hasOne = true;
    else if (request.is(index, 'gt')) found.isLater = true;
    else if (request.is(index, 'lt')) found.isEarlier = true;
    else refuse(`ERR Unsupported option ${request.text(index)}`);
  }
  const { hasNone, hasOne, isLater, isEarlier } = found;
  if (hasNone && (hasOne || isLater || isEarlier)) {
    refuse('ERR NX and XX, GT or LT options at the same time are not compatible');
  }
  if (isLater && isEarlier) refuse('ERR GT and LT options at the same time are not compatible');
  return found;
}

/** A key that never expires counts as one that expires last. */
function meets(conditions: Conditions, currentMs: number, newMs: number): boolean {
  const isForever = currentMs === 0;
  if (conditions.hasNone && !isForever) return false;
  if (conditions.hasOne && isForever) return false;
  if (conditions.isLater && (isForever || newMs <= currentMs)) return false;
  return !conditions.isEarlier || isForever || newMs < currentMs;
}

function tell(
  name: string,
  since: string,
  what: string,
  show: (expiresAtMs: number, nowMs: number) => number,
): Command {
  return {
    ...SHARED,
    access: 'read',
    name,
    arity: 2,
    since,
    summary: `Returns ${what} a key expires; -1: never, -2: no such key.`,
    run: ({ request, reply, dataset, server }) => {
      const expiresAtMs = dataset.expiresAtMs(request.bytes(1));
      if (expiresAtMs === undefined) reply.integer(-2);
      else if (expiresAtMs === 0) reply.integer(-1);
      else reply.integer(Math.max(0, show(expiresAtMs, server.clock.nowMs())));
    },
  };
}

function persist({ request, reply, dataset }: Call): void {
  const key = request.bytes(1);
  const expiresAtMs = dataset.expiresAtMs(key) ?? 0;
  reply.integer(expiresAtMs !== 0 && dataset.setExpiry(key, 0) ? 1 : 0);
}
