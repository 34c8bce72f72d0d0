import type { Dataset } from '../dataset/dataset.ts';
import type { Call } from './call.ts';
import { ALL_KEYS, type Command, ONE_KEY, TWO_KEYS } from './command.ts';
import { refuse, SYNTAX } from './refusal.ts';

const READ = { access: 'read', isOnDataset: true, group: 'generic' } as const;
const WRITE = { access: 'write', isOnDataset: true, group: 'generic' } as const;

export const keyCommands: readonly Command[] = [
  {
    ...READ,
    name: 'exists',
    arity: -2,
    isFast: true,
    keys: ALL_KEYS,
    since: '1.0.0',
    summary: 'Returns how many of the keys are there.',
    run: countPresent,
  },
  {
    ...READ,
    name: 'touch',
    arity: -2,
    isFast: true,
    keys: ALL_KEYS,
    since: '3.2.1',
    summary: 'Returns how many of the keys are there.',
    run: countPresent,
  },
  {
    ...READ,
    name: 'type',
    arity: 2,
    isFast: true,
    keys: ONE_KEY,
    since: '1.0.0',
    summary: 'Returns string, or none for a missing key.',
    run: ({ request, reply, dataset }) => reply.simple(dataset.has(request.bytes(1)) ? 'string' : 'none'),
  },
  {
    ...READ,
    name: 'dbsize',
    arity: 1,
    isFast: true,
    group: 'server',
    since: '1.0.0',
    summary: 'Returns the number of keys of the dataset.',
    run: ({ reply, dataset }) => reply.integer(dataset.count),
  },
  {
    ...READ,
    name: 'randomkey',
    arity: 1,
    since: '1.0.0',
    summary: 'Returns some key.',
    run: ({ reply, dataset }) => {
      const key = dataset.randomKey();
      if (key === undefined) reply.nil();
      else reply.bulk(key);
    },
  },
  {
    ...WRITE,
    name: 'del',
    arity: -2,
    keys: ALL_KEYS,
    since: '1.0.0',
    summary: 'Deletes keys, and returns how many were there.',
    run: deleteKeys,
  },
  {
    ...WRITE,
    name: 'unlink',
    arity: -2,
    isFast: true,
    keys: ALL_KEYS,
    since: '4.0.0',
    summary: 'Deletes keys, and returns how many were there; the same as DEL.',
    run: deleteKeys,
  },
  {
    ...WRITE,
    name: 'rename',
    arity: 3,
    keys: TWO_KEYS,
    since: '1.0.0',
    summary: 'Gives a value another key, overwriting what is there.',
    run: (call) => {
      rename(call);
      call.reply.ok();
    },
  },
  {
    ...WRITE,
    name: 'renamenx',
    arity: 3,
    isFast: true,
    keys: TWO_KEYS,
    since: '1.0.0',
    summary: 'Gives a value another key, if that is not there.',
    run: renameToMissing,
  },
  {
    ...WRITE,
    name: 'copy',
    arity: -3,
    keys: TWO_KEYS,
    since: '6.2.0',
    summary: 'Copies a value and its expiry to another key of the dataset; REPLACE overwrites.',
    run: copyKey,
  },
];

function countPresent({ request, reply, dataset }: Call): void {
  let count = 0;
  for (let index = 1; index < request.count; index++) if (dataset.has(request.bytes(index))) count++;
  reply.integer(count);
}

function deleteKeys({ request, reply, dataset }: Call): void {
  let count = 0;
  for (let index = 1; index < request.count; index++) if (dataset.delete(request.bytes(index))) count++;
  reply.integer(count);
}

function rename(call: Call): void {
  const source = call.key(1);
  const target = call.key(2);
  if (!call.dataset.has(source)) refuse('ERR no such key');
  if (source.equals(target)) return;
  copyEntry(call.dataset, source, target);
  call.dataset.delete(source);
}

function renameToMissing(call: Call): void {
  if (!call.dataset.has(call.key(1))) refuse('ERR no such key');
  const isTaken = call.dataset.has(call.key(2));
  if (!isTaken) rename(call);
  call.reply.integer(isTaken ? 0 : 1);
}

function copyKey(call: Call): void {
  const { request, reply, dataset } = call;
  const isReplacing = request.count === 4 && request.is(3, 'replace');
  if (request.count > 3 && !isReplacing) refuse(SYNTAX);
  const source = call.key(1);
  const target = call.key(2);
  if (source.equals(target)) refuse('ERR source and destination objects are the same');
  const isCopied = dataset.has(source) && (isReplacing || !dataset.has(target));
  if (isCopied) copyEntry(dataset, source, target);
  reply.integer(isCopied ? 1 : 0);
}

function copyEntry(dataset: Dataset, source: Buffer, target: Buffer): void {
  // Writing may move what a view shows.
  const value = Buffer.from(dataset.get(source) as Buffer);
  dataset.set(target, value, { expiresAtMs: dataset.expiresAtMs(source) ?? 0 });
}
