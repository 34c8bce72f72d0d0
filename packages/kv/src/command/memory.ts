import type { TableMemory } from '../table/entries.ts';
import { totalBytes } from '../table/total-bytes.ts';
import type { Call } from './call.ts';
import type { Command } from './command.ts';
import { withSubcommands } from './subcommands.ts';

/** Five bytes a slot, at the load that a full table has. */
const INDEX_BYTES = 6;
const EXPIRY_BYTES = 6;

export const memoryCommand: Command = withSubcommands(
  {
    name: 'memory',
    access: 'read',
    isOnDataset: true,
    group: 'server',
    since: '4.0.0',
    summary: 'Tells what the dataset and its values take.',
  },
  {
    usage: {
      arity: -3,
      help: 'key [SAMPLES n] -- returns the bytes that a key and its value take',
      run: usage,
    },
    stats: { arity: 2, help: '-- returns what the bytes of the dataset are, to the byte', run: stats },
    doctor: {
      arity: 2,
      help: '-- says what could be better',
      run: ({ reply, dataset }) => reply.verbatim(advise(dataset.memory())),
    },
  },
);

function usage({ request, reply, dataset }: Call): void {
  const key = request.bytes(2);
  const value = dataset.get(key);
  if (value === undefined) {
    reply.nil();
    return;
  }
  const expiryBytes = dataset.expiresAtMs(key) === 0 ? 0 : EXPIRY_BYTES;
  const headerBytes = lengthBytes(key.length * 4) + lengthBytes(value.length);
  reply.integer(headerBytes + expiryBytes + key.length + value.length + INDEX_BYTES);
}

/** Of a LEB128 number. */
function lengthBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 128; rest /= 128) bytes++;
  return bytes;
}

function stats({ reply, dataset }: Call): void {
  const memory = dataset.memory();
  const lines: [string, number][] = [
    ['total.allocated', totalBytes(memory)],
    ['keys.count', dataset.count],
    ['keys.bytes', memory.keyBytes],
    ['values.bytes', memory.valueBytes],
    ['expiries.bytes', memory.expiryBytes],
    ['headers.bytes', memory.headerBytes],
    ['index.bytes', memory.indexBytes],
    ['order.bytes', memory.orderBytes],
    ['dead.bytes', memory.deadBytes],
    ['free.bytes', memory.freeBytes],
    ['fixed.bytes', memory.fixedBytes],
  ];
  reply.map(lines.length);
  for (const [name, value] of lines) {
    reply.text(name);
    reply.integer(value);
  }
}

function advise(memory: TableMemory): string {
  const stored = memory.keyBytes + memory.valueBytes;
  if (memory.deadBytes > stored)
    return 'Most of the memory is records that were overwritten and wait to be cleaned.\n';
  if (memory.freeBytes > stored)
    return 'Most of the memory is free: it was used before, and will be again.\n';
  return 'Nothing stands out.\n';
}
