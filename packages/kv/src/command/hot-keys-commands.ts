import type { Call } from './call.ts';
import type { Command } from './command.ts';
import { NOT_INTEGER, refuse, SYNTAX } from './refusal.ts';
import { covers } from './session.ts';

const COUNT_DEFAULT = 10;
const COUNT_MAX = 256;
const SAMPLES_DEFAULT = 10_000;
const SAMPLES_MAX = 1_000_000;
const PAGE = 64;
const CURSORS = 2 ** 32;

export const hotKeysCommands: readonly Command[] = [
  {
    name: 'hotkeys',
    arity: -1,
    access: 'admin',
    isOnDataset: false,
    group: 'server',
    since: '0.1.0',
    summary:
      'Returns the keys asked for most, as [dataset, key, count, error]: [COUNT n], or RESET to forget them.',
    run: tellHotKeys,
  },
  {
    name: 'bigkeys',
    arity: -1,
    access: 'read',
    isOnDataset: true,
    group: 'server',
    since: '0.1.0',
    summary: 'Returns the largest of some pairs of the dataset, as [key, bytes]: [COUNT n] [SAMPLES n].',
    run: tellBigKeys,
  },
];

function tellHotKeys(call: Call): void {
  const { request, reply, server, session } = call;
  if (request.count === 2 && request.is(1, 'reset')) {
    server.hotKeys.clear();
    reply.ok();
    return;
  }
  const { count } = readNumbers(call);
  const { account } = session;
  const found = server.hotKeys.top(count, (dataset) => account !== undefined && covers(account, dataset));
  reply.array(found.length);
  for (const { dataset, key, count: times, error } of found) {
    reply.array(4);
    reply.text(dataset);
    reply.bulk(key);
    reply.integer(times);
    reply.integer(error);
  }
}

/** Pages from places chosen by chance: bounded by the samples, whatever the size of the dataset. */
function tellBigKeys(call: Call): void {
  const { reply, dataset, server } = call;
  const { count, samples } = readNumbers(call);
  const largest = new Map<string, number>();
  const isWhole = dataset.count <= samples;
  let from: number | undefined = 0;
  for (let seen = 0; seen < samples && from !== undefined; ) {
    const page = dataset.page(isWhole ? from : Math.floor(server.random() * CURSORS), PAGE);
    for (const { key, value } of page.entries) largest.set(key.toString('latin1'), key.length + value.length);
    if (largest.size > 2 * COUNT_MAX + count) keepLargest(largest, count);
    seen += Math.max(page.entries.length, 1);
    from = isWhole ? page.next : 0;
  }
  keepLargest(largest, count);
  reply.array(largest.size);
  for (const [key, bytes] of largest) {
    reply.array(2);
    reply.bulk(Buffer.from(key, 'latin1'));
    reply.integer(bytes);
  }
}

function keepLargest(sizes: Map<string, number>, count: number): void {
  const kept = [...sizes].sort((a, b) => b[1] - a[1]).slice(0, count);
  sizes.clear();
  for (const [key, bytes] of kept) sizes.set(key, bytes);
}

function readNumbers({ request }: Call): { count: number; samples: number } {
  const numbers = { count: COUNT_DEFAULT, samples: SAMPLES_DEFAULT };
  for (let index = 1; index < request.count; index += 2) {
    if (index + 1 >= request.count) refuse(SYNTAX);
    const given = request.integer(index + 1);
    if (given === undefined || given < 1) refuse(NOT_INTEGER);
    if (request.is(index, 'count')) numbers.count = Math.min(Number(given), COUNT_MAX);
    else if (request.is(index, 'samples')) numbers.samples = Math.min(Number(given), SAMPLES_MAX);
    else refuse(SYNTAX);
  }
  return numbers;
}
