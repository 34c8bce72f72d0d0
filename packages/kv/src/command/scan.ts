import type { Call, Request } from './call.ts';
import type { Command } from './command.ts';
import { Glob } from './glob.ts';
import { NOT_INTEGER, refuse, SYNTAX } from './refusal.ts';

const READ = { access: 'read', isOnDataset: true, group: 'generic' } as const;

const COUNT_DEFAULT = 10;
/** Of one SCAN, one PREFIX: what it takes is bounded by this. */
const COUNT_MAX = 10_000;
const PAGE = 1_000;
/** Comparisons of a pattern: some ten milliseconds. A SCAN goes on behind its cursor, KEYS cannot. */
const SCAN_STEPS_MAX = 2 ** 21;
const KEYS_STEPS_MAX = 2 ** 25;
const ALL = Buffer.from('*');

export const scanCommands: readonly Command[] = [
  {
    ...READ,
    name: 'scan',
    arity: -2,
    since: '2.8.0',
    summary: 'Walks over all keys, in the order of their hashes: MATCH pattern, COUNT n, TYPE name.',
    run: scan,
  },
  {
    ...READ,
    name: 'keys',
    arity: 2,
    since: '1.0.0',
    summary:
      'Returns all keys that match a pattern. For small datasets: SCAN and PREFIX do it piece by piece.',
    run: listKeys,
  },
  {
    ...READ,
    name: 'prefix',
    arity: -2,
    since: '0.1.0',
    summary:
      'Returns the pairs whose keys begin with a prefix, in key order: AFTER key, LIMIT n, KEYS for keys alone.',
    run: listPrefix,
  },
];

function scan({ request, reply, dataset }: Call): void {
  const cursor = readCursor(request);
  const { glob, count, isString } = readScanOptions(request);
  let page = dataset.page(cursor, count);
  const late = page.entries.findIndex(({ key }) => {
    glob.matches(key);
    return glob.steps > SCAN_STEPS_MAX;
  });
  // A slow pattern gets fewer keys at a time.
  if (late !== -1) page = dataset.page(cursor, late + 1);
  const found = isString ? page.entries.filter(({ key }) => glob.matches(key)) : [];
  reply.array(2);
  reply.text(String(page.next ?? 0));
  reply.array(found.length);
  for (const { key } of found) reply.bulk(key);
}

/** A cursor is the upper half of a hash: 32 bits. */
function readCursor(request: Request): number {
  const text = request.text(1);
  if (!/^\d{1,20}$/.test(text)) refuse('ERR invalid cursor');
  const cursor = Number(text);
  if (cursor > 0xffff_ffff) refuse('ERR invalid cursor');
  return cursor;
}

function readScanOptions(request: Request): { glob: Glob; count: number; isString: boolean } {
  const result = { glob: new Glob(ALL), count: COUNT_DEFAULT, isString: true };
  for (let index = 2; index < request.count; index += 2) {
    if (index + 1 >= request.count) refuse(SYNTAX);
    if (request.is(index, 'match')) result.glob = new Glob(request.bytes(index + 1));
    else if (request.is(index, 'type')) result.isString = request.is(index + 1, 'string');
    else if (request.is(index, 'count')) result.count = readCount(request, index + 1);
    else refuse(SYNTAX);
  }
  return result;
}

function readCount(request: Request, index: number): number {
  const count = request.integer(index);
  if (count === undefined) refuse(NOT_INTEGER);
  if (count < 1) refuse(SYNTAX);
  return Math.min(Number(count), COUNT_MAX);
}

function listKeys({ request, reply, dataset, server }: Call): void {
  const { keysMax } = server.limits;
  if (dataset.count > keysMax) {
    refuse(
      `ERR KEYS is for datasets of at most ${keysMax} keys, this has ${dataset.count}: use SCAN or PREFIX`,
    );
  }
  const glob = new Glob(request.bytes(1));
  const found: Buffer[] = [];
  for (let from: number | undefined = 0; from !== undefined; ) {
    const page = dataset.page(from, PAGE);
    for (const { key } of page.entries) {
      if (glob.matches(key)) found.push(key);
      if (glob.steps > KEYS_STEPS_MAX) refuse('ERR the pattern takes too long for KEYS: use SCAN');
    }
    from = page.next;
  }
  reply.array(found.length);
  for (const key of found) reply.bulk(key);
}

function listPrefix({ request, reply, dataset }: Call): void {
  let after: Buffer | undefined;
  let limit = COUNT_DEFAULT;
  let isKeysOnly = false;
  for (let index = 2; index < request.count; index++) {
    if (request.is(index, 'keys')) isKeysOnly = true;
    else if (index + 1 >= request.count) refuse(SYNTAX);
    else if (request.is(index, 'after')) after = request.bytes(++index);
    else if (request.is(index, 'limit')) limit = readCount(request, ++index);
    else refuse(SYNTAX);
  }
  const prefix = request.bytes(1);
  const { items } = dataset.prefix({ prefix, limit, ...(after === undefined ? {} : { after }) });
  reply.array(isKeysOnly ? items.length : items.length * 2);
  for (const { key, value } of items) {
    reply.bulk(key);
    if (!isKeysOnly) reply.bulk(value);
  }
}
