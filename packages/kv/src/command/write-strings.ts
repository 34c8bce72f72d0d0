import type { Call } from './call.ts';
import { type Command, ONE_KEY, PAIRS } from './command.ts';
import { readPositiveTime, setUntil, type TimeUnit } from './expiry-time.ts';
import { NOT_INTEGER, refuse } from './refusal.ts';

const WRITE = { access: 'write', isOnDataset: true, group: 'string' } as const;

export const writeStringCommands: readonly Command[] = [
  {
    ...WRITE,
    name: 'setnx',
    arity: 3,
    isFast: true,
    keys: ONE_KEY,
    since: '1.0.0',
    summary: 'Sets a value where there is none.',
    run: setMissing,
  },
  {
    ...WRITE,
    name: 'setex',
    arity: 4,
    keys: ONE_KEY,
    since: '2.0.0',
    summary: 'Sets a value that expires after so many seconds.',
    run: (call) => setExpiring(call, { isSeconds: true, isAbsolute: false }),
  },
  {
    ...WRITE,
    name: 'psetex',
    arity: 4,
    keys: ONE_KEY,
    since: '2.6.0',
    summary: 'Sets a value that expires after so many milliseconds.',
    run: (call) => setExpiring(call, { isSeconds: false, isAbsolute: false }),
  },
  {
    ...WRITE,
    name: 'mset',
    arity: -3,
    keys: PAIRS,
    since: '1.0.1',
    summary: 'Sets several keys in one step.',
    run: setMany,
  },
  {
    ...WRITE,
    name: 'msetnx',
    arity: -3,
    keys: PAIRS,
    since: '1.0.1',
    summary: 'Sets several keys in one step, if none of them is there.',
    run: setManyMissing,
  },
  {
    ...WRITE,
    name: 'append',
    arity: 3,
    isFast: true,
    keys: ONE_KEY,
    since: '2.0.0',
    summary: 'Appends to a value, and returns its new length in bytes.',
    run: append,
  },
  {
    ...WRITE,
    name: 'setrange',
    arity: 4,
    keys: ONE_KEY,
    since: '2.2.0',
    summary: 'Overwrites a part of a value, and returns its length in bytes.',
    run: setRange,
  },
];

function setMissing(call: Call): void {
  const key = call.key(1);
  const isThere = call.dataset.has(key);
  if (!isThere) call.dataset.set(key, call.request.bytes(2));
  call.reply.integer(isThere ? 0 : 1);
}

function setExpiring(call: Call, unit: TimeUnit): void {
  setUntil(call, call.key(1), call.request.bytes(3), readPositiveTime(call, 2, unit));
  call.reply.ok();
}

function setMany(call: Call): void {
  checkPairs(call);
  for (let index = 1; index < call.request.count; index += 2) {
    call.dataset.set(call.key(index), call.request.bytes(index + 1));
  }
  call.reply.ok();
}

function setManyMissing(call: Call): void {
  checkPairs(call);
  for (let index = 1; index < call.request.count; index += 2) {
    if (call.dataset.has(call.request.bytes(index))) {
      call.reply.integer(0);
      return;
    }
  }
  for (let index = 1; index < call.request.count; index += 2) {
    call.dataset.set(call.key(index), call.request.bytes(index + 1));
  }
  call.reply.integer(1);
}

/** Every key is looked at before the first is written: it is all of them or none. */
function checkPairs(call: Call): void {
  const { request } = call;
  if (request.count % 2 === 0) {
    refuse(`ERR wrong number of arguments for '${request.text(0).toLowerCase()}' command`);
  }
  for (let index = 1; index < request.count; index += 2) call.key(index);
}

function append(call: Call): void {
  const { request, dataset } = call;
  const key = call.key(1);
  const old = dataset.get(key);
  const added = request.bytes(2);
  if (old === undefined) {
    dataset.set(key, added);
    call.reply.integer(added.length);
    return;
  }
  checkLength(call, old.length + added.length);
  const value = Buffer.concat([old, added]);
  dataset.set(key, value, { expiresAtMs: dataset.expiresAtMs(key) ?? 0 });
  call.reply.integer(value.length);
}

function setRange(call: Call): void {
  const { request, dataset } = call;
  const key = call.key(1);
  const offset = request.integer(2);
  if (offset === undefined) refuse(NOT_INTEGER);
  if (offset < 0) refuse('ERR offset is out of range');
  const part = request.bytes(3);
  const old = dataset.get(key);
  if (part.length === 0) {
    call.reply.integer(old?.length ?? 0);
    return;
  }
  const end = Number(offset) + part.length;
  checkLength(call, end);
  const value = Buffer.alloc(Math.max(end, old?.length ?? 0));
  if (old !== undefined) value.set(old);
  value.set(part, Number(offset));
  dataset.set(key, value, { expiresAtMs: dataset.expiresAtMs(key) ?? 0 });
  call.reply.integer(value.length);
}

function checkLength({ server }: Call, bytes: number): void {
  const { valueBytesMax } = server.limits;
  if (bytes > valueBytesMax) refuse(`ERR string exceeds maximum allowed size (${valueBytesMax} bytes)`);
}
