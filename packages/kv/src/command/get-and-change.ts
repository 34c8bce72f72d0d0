import type { Call } from './call.ts';
import { type Command, ONE_KEY } from './command.ts';
import { readPositiveTime, unitOf } from './expiry-time.ts';
import { refuse, SYNTAX } from './refusal.ts';

const WRITE = { access: 'write', isOnDataset: true, group: 'string', keys: ONE_KEY } as const;

export const getAndChangeCommands: readonly Command[] = [
  {
    ...WRITE,
    name: 'getset',
    arity: 3,
    isFast: true,
    since: '1.0.0',
    summary: 'Sets a value and returns the one before; an old name of SET … GET.',
    run: getAndSet,
  },
  {
    ...WRITE,
    name: 'getdel',
    arity: 2,
    isFast: true,
    since: '6.2.0',
    summary: 'Returns a value and deletes it.',
    run: getAndDelete,
  },
  {
    ...WRITE,
    name: 'getex',
    arity: -2,
    isFast: true,
    since: '6.2.0',
    summary: 'Returns a value and changes when it expires.',
    run: getAndExpire,
  },
  {
    ...WRITE,
    name: 'delifeq',
    arity: 3,
    isFast: true,
    group: 'generic',
    since: '0.1.0',
    summary: 'Deletes a key whose value is this one, as in Valkey 9.',
    run: deleteIfEqual,
  },
];

function getAndSet(call: Call): void {
  const key = call.key(1);
  const old = ownCopy(call, key);
  call.dataset.set(key, call.request.bytes(2));
  replyOld(call, old);
}

function getAndDelete(call: Call): void {
  const key = call.request.bytes(1);
  const old = ownCopy(call, key);
  if (old !== undefined) call.dataset.delete(key);
  replyOld(call, old);
}

function getAndExpire(call: Call): void {
  const { request, dataset, server } = call;
  const isPersisting = request.count === 3 && request.is(2, 'persist');
  const unit = request.count > 2 && !isPersisting ? unitOf(request, 2) : undefined;
  if (request.count > 2 && !isPersisting && (unit === undefined || request.count !== 4)) refuse(SYNTAX);
  const key = request.bytes(1);
  const old = ownCopy(call, key);
  if (old !== undefined && isPersisting) dataset.setExpiry(key, 0);
  if (old !== undefined && unit !== undefined) {
    const expiresAtMs = readPositiveTime(call, 3, unit);
    if (expiresAtMs <= server.clock.nowMs()) dataset.delete(key);
    else dataset.setExpiry(key, expiresAtMs);
  }
  replyOld(call, old);
}

function deleteIfEqual({ request, reply, dataset }: Call): void {
  const key = request.bytes(1);
  const isEqual = dataset.get(key)?.equals(request.bytes(2)) === true;
  reply.integer(isEqual && dataset.delete(key) ? 1 : 0);
}

/** A view would show what the write that follows puts in its place. */
function ownCopy({ dataset }: Call, key: Uint8Array): Buffer | undefined {
  const found = dataset.get(key);
  return found === undefined ? undefined : Buffer.from(found);
}

function replyOld({ reply, server }: Call, old: Buffer | undefined): void {
  if (old === undefined) {
    server.counters.misses++;
    reply.nil();
  } else {
    server.counters.hits++;
    reply.bulk(old);
  }
}
