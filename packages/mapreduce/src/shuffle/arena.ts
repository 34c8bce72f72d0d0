import type { KernelMemory } from '@oremill/json-fields';
import type { Limits } from '../config.ts';
import { locatePair } from './pair.ts';
import type { Partitioner } from './partitioner.ts';
import {
  BINS_BYTES,
  BUCKETS_MAX,
  ENTRY_BYTES,
  loadShuffleKernel,
  type ShuffleKernel,
  SLACK_BYTES,
} from './shuffle-kernel.ts';
import type { SpillBuffer } from './spill-writer.ts';

/**
 * The region that a map task collects, sorts and lays out pairs in: everything that a ShuffleWriter takes from the
 * kernel's memory, `limits.arenaBytes` of it.
 */
export interface Arena {
  readonly kernel: ShuffleKernel;
  /** All of the kernel's memory: addresses are its indexes. */
  readonly memory: Buffer;
  /** The same, four bytes at a time. */
  readonly words: Uint32Array;
  readonly partitions: number;
  readonly partitioner: Partitioner;
  /** Table of splitters, of a range partitioner. */
  readonly splitters: number;
  /** Numbers that the kernel and JavaScript share. */
  readonly state: number;
  readonly ends: number;
  readonly bins: number;
  /** Where each bucket ends, if pairs are spread over buckets. */
  readonly bucketEnds: number;
  readonly spillBuffer: SpillBuffer;
  /** What is left: pairs and entries, or staged additions and the sum table. */
  readonly from: number;
  readonly end: number;
  readonly pairBytesMax: number;
  readonly blockBytes: number;
}

const KIB = 1024;
const STATE_BYTES = 128;
/** Less would hold no record; only tests ask for less. */
const ROOM_BYTES_MIN = 4 * KIB;

/** What a pair may have, so that a merge of two segments finds room for both of theirs and for its result. */
export function largestPairBytes({ arenaBytes }: Limits): number {
  return Math.max(KIB, Math.floor(arenaBytes / 4));
}

/** A larger block costs less to check and more to hold; 64 of them are to fit into a merge. */
export function spillBlockBytes({ arenaBytes }: Limits): number {
  return Math.min(64 * KIB, Math.max(KIB / 2, 2 ** Math.floor(Math.log2(arenaBytes / 256))));
}

export function spillBufferBytes({ arenaBytes }: Limits): number {
  return Math.min(512 * KIB, Math.max(KIB, Math.floor(arenaBytes / 64)));
}

export function openArena(
  kernelMemory: KernelMemory,
  partitions: number,
  partitioner: Partitioner,
  limits: Limits,
): Arena {
  const splitters = partitioner.kind === 'range' ? partitioner.splitters : [];
  const splitterBytes = splitters.reduce((sum, { length }) => sum + length + ENTRY_BYTES, 0);
  const spillBytes = spillBufferBytes(limits) + SLACK_BYTES;
  const fixedBytes =
    STATE_BYTES +
    partitions * 4 +
    BINS_BYTES +
    BUCKETS_MAX * 4 +
    splitterBytes +
    spillBytes +
    2 * SLACK_BYTES;
  const roomBytes = Math.max(ROOM_BYTES_MIN, limits.arenaBytes - fixedBytes);
  const { address } = kernelMemory.allocate(fixedBytes + roomBytes);
  const memory = Buffer.from(kernelMemory.memory.buffer);
  const words = new Uint32Array(kernelMemory.memory.buffer);
  const ends = address + STATE_BYTES;
  const bins = ends + partitions * 4;
  const bucketEnds = bins + BINS_BYTES;
  const spillFrom = bucketEnds + BUCKETS_MAX * 4;
  const splitterTable = Math.ceil((spillFrom + spillBytes) / ENTRY_BYTES) * ENTRY_BYTES;
  layOutSplitters(splitters, memory, splitterTable);
  return {
    kernel: loadShuffleKernel(kernelMemory),
    memory,
    words,
    partitions,
    partitioner,
    splitters: splitterTable,
    state: address,
    ends,
    bins,
    bucketEnds,
    spillBuffer: { memory, from: spillFrom, end: spillFrom + spillBytes - SLACK_BYTES },
    from: splitterTable + splitterBytes,
    // Slots and entries are counted back from it, and read four bytes at a time.
    end: Math.floor((address + fixedBytes + roomBytes - SLACK_BYTES) / ENTRY_BYTES) * ENTRY_BYTES,
    pairBytesMax: largestPairBytes(limits),
    blockBytes: spillBlockBytes(limits),
  };
}

/** For each: its first eight bytes as a number, address, length; then the bytes of all. */
function layOutSplitters(splitters: readonly Uint8Array[], memory: Buffer, table: number): void {
  let bytesAt = table + splitters.length * ENTRY_BYTES;
  for (const [index, splitter] of splitters.entries()) {
    const at = table + index * ENTRY_BYTES;
    const first = Buffer.alloc(8);
    first.set(splitter.subarray(0, 8));
    first.swap64().copy(memory, at);
    memory.writeUInt32LE(bytesAt, at + 8);
    memory.writeUInt32LE(splitter.length, at + 12);
    memory.set(splitter, bytesAt);
    bytesAt += splitter.length;
  }
}

/** Key and value of the pair at an address. */
export function pairAt({ memory }: Arena, address: number): [key: Buffer, value: Buffer] {
  const place = { keyStart: 0, keyEnd: 0, valueEnd: 0 };
  locatePair(memory, address, place);
  return [memory.subarray(place.keyStart, place.keyEnd), memory.subarray(place.keyEnd, place.valueEnd)];
}

/** Key of the pair at an address. */
export function keyAt({ memory }: Arena, address: number): Buffer {
  const place = { keyStart: 0, keyEnd: 0, valueEnd: 0 };
  locatePair(memory, address, place);
  return memory.subarray(place.keyStart, place.keyEnd);
}

// A slot of the sum table, as the kernel lays it out.
const SLOT_SUM = 16;
const SLOT_LENGTH = 24;
const SLOT_ADDRESS = 28;
const INLINE_BYTES_MAX = 16;

/** Key and sum, as text, of the slot at an address. */
export function sumAt({ memory }: Arena, slot: number): [key: Buffer, value: Buffer] {
  const length = memory.readUInt32LE(slot + SLOT_LENGTH) - 1;
  const at = length <= INLINE_BYTES_MAX ? slot : memory.readUInt32LE(slot + SLOT_ADDRESS);
  const sum = memory.readBigInt64LE(slot + SLOT_SUM);
  return [memory.subarray(at, at + length), Buffer.from(String(sum))];
}
