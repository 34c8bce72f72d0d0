import type { Call } from './call.ts';
import { ALL_KEYS, type Command, ONE_KEY } from './command.ts';
import { NOT_INTEGER, refuse } from './refusal.ts';

const READ = { access: 'read', isOnDataset: true, group: 'string' } as const;

export const readStringCommands: readonly Command[] = [
  {
    ...READ,
    name: 'get',
    arity: 2,
    isFast: true,
    keys: ONE_KEY,
    since: '1.0.0',
    summary: 'Returns the value of a key.',
    run: (call) => replyValue(call, call.dataset.get(call.request.bytes(1))),
  },
  {
    ...READ,
    name: 'mget',
    arity: -2,
    isFast: true,
    keys: ALL_KEYS,
    since: '1.0.0',
    summary: 'Returns the values of several keys.',
    run: getMany,
  },
  {
    ...READ,
    name: 'strlen',
    arity: 2,
    isFast: true,
    keys: ONE_KEY,
    since: '2.2.0',
    summary: 'Returns the length of a value in bytes.',
    run: ({ request, reply, dataset }) => reply.integer(dataset.get(request.bytes(1))?.length ?? 0),
  },
  {
    ...READ,
    name: 'getrange',
    arity: 4,
    keys: ONE_KEY,
    since: '2.4.0',
    summary: 'Returns a part of a value.',
    run: getRange,
  },
  {
    ...READ,
    name: 'substr',
    arity: 4,
    keys: ONE_KEY,
    since: '1.0.0',
    summary: 'Returns a part of a value; an old name of GETRANGE.',
    run: getRange,
  },
];

function replyValue({ reply, server }: Call, value: Buffer | undefined): void {
  if (value === undefined) {
    server.counters.misses++;
    reply.nil();
  } else {
    server.counters.hits++;
    reply.bulk(value);
  }
}

function getMany(call: Call): void {
  const { request, reply } = call;
  const keys: Buffer[] = [];
  for (let index = 1; index < request.count; index++) keys.push(request.bytes(index));
  const values = call.dataset.getMany(keys);
  reply.array(values.length);
  for (const value of values) replyValue(call, value);
}

function getRange({ request, reply, dataset }: Call): void {
  const start = request.integer(2);
  const end = request.integer(3);
  if (start === undefined || end === undefined) refuse(NOT_INTEGER);
  const value = dataset.get(request.bytes(1));
  const length = value?.length ?? 0;
  const from = fromStart(Number(start), length);
  const to = Math.min(fromStart(Number(end), length), length - 1);
  const isBackward = start < 0 && end < 0 && start > end;
  if (value === undefined || isBackward || from > to) reply.text('');
  else reply.bulk(value.subarray(from, to + 1));
}

/** Negative positions count from the end. */
function fromStart(position: number, length: number): number {
  return position < 0 ? Math.max(position + length, 0) : position;
}
