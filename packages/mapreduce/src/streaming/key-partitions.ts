import { KernelMemory } from '@oremill/json-fields';
import type { Limits } from '../config.ts';
import { openArena } from '../shuffle/arena.ts';
import { writeLength } from '../shuffle/pair.ts';
import type { Partitioner } from '../shuffle/partitioner.ts';
import { ENTRY_BYTES } from '../shuffle/shuffle-kernel.ts';
import { partitionWay } from '../shuffle/sort-run.ts';
import { unescapeStreamField } from './stream-field.ts';

const MEMORY_BYTES = 2 ** 20;

/** Says which partition has the key of a line: the same one as in the engine's own shuffle, since its kernel is asked. */
export function partitionFinder(
  partitions: number,
  partitioner: Partitioner,
  limits: Limits,
): (line: Buffer, start: number, end: number) => number {
  if (partitions === 1) return () => 0;
  let key = Buffer.alloc(MEMORY_BYTES / 64);
  let ask = openAsk(partitions, partitioner, limits, key.length);
  return (line, start, end) => {
    if (end - start > key.length) {
      key = Buffer.alloc((end - start) * 2);
      ask = openAsk(partitions, partitioner, limits, key.length);
    }
    const length = unescapeStreamField(line, start, end, key, 0);
    return partitioner.kind === 'custom'
      ? partitioner.partitionOf(key.subarray(0, length), partitions)
      : ask(key.subarray(0, length));
  };
}

function openAsk(
  partitions: number,
  partitioner: Partitioner,
  limits: Limits,
  keyBytesMax: number,
): (key: Buffer) => number {
  const splitterBytes =
    partitioner.kind === 'range'
      ? partitioner.splitters.reduce((sum, { length }) => sum + length + ENTRY_BYTES, 0)
      : 0;
  const arenaBytes = MEMORY_BYTES + partitions * 4 + splitterBytes + keyBytesMax;
  const arena = openArena(new KernelMemory(arenaBytes * 2), partitions, partitioner, {
    ...limits,
    arenaBytes,
  });
  const { kernel, memory, words, from, splitters } = arena;
  return (key) => {
    const start = writeLength(memory, writeLength(memory, from, key.length), 0);
    key.copy(memory, start);
    const end = start + key.length;
    const entry = Math.ceil(end / ENTRY_BYTES) * ENTRY_BYTES;
    kernel.listPairs(from, end, entry, partitions, partitionWay(arena), splitters);
    return words[(entry >>> 2) + 3] as number;
  };
}
