import assert from 'node:assert/strict';
import { closeSync, openSync, readSync } from 'node:fs';
import { kvError } from '@oremill/types';
import { PAGE_BYTES, SharedMemory } from '../kernel/shared-memory.ts';
import { type ImageHeader, type ImageTotals, placeBitsOf, sectionsOf } from './image-format.ts';
import { loadSealedKernel, type SealedKernel } from './sealed-kernel.ts';

const DATA_AT = PAGE_BYTES;
/** As in kernels/sealed/order.as. */
const ELEMENT_BYTES = 20;
const REFERENCE_BYTES = 4;
/** So many entries are sorted at once; of more, a range of keys after the other. */
const SORTED_MAX = 50_000_000;
const MEMORY_BYTES_MAX = 65_535 * PAGE_BYTES;
const READ_BYTES = 16 * 1024 * 1024;

/** References to all entries, by bucket and place, in the bytewise order of keys. `path` is the file so far. */
export function* writeOrder(
  path: string,
  header: ImageHeader,
  totals: ImageTotals,
  sortedMax: number = SORTED_MAX,
): Generator<Uint8Array> {
  const { dataAt, directoryAt, orderAt } = sectionsOf(header, totals);
  const placeBits = placeBitsOf(totals.mostInBucket);
  // Nobody who does not know the seed can fill a bucket so far.
  assert(header.buckets * 2 ** placeBits <= 2 ** 32, `${totals.mostInBucket} entries in one bucket`);
  const elementsAt = roundUp(DATA_AT + orderAt - dataAt + PAGE_BYTES);
  const scratchBytes = PAGE_BYTES + totals.longestKeyBytes * 2;
  const elementsMax = Math.floor((MEMORY_BYTES_MAX - elementsAt - scratchBytes) / ELEMENT_BYTES);
  const max = Math.min(totals.entries, sortedMax, elementsMax);
  if (max < Math.min(totals.entries, 1)) {
    throw kvError('MEMORY_FULL', `${path} is too large to put its keys in order`, {
      hint: 'Build it in more parts (--parts), or without the order of keys.',
    });
  }
  const scratchAt = roundUp(elementsAt + max * ELEMENT_BYTES);
  const memory = SharedMemory.ofBytes(scratchAt + scratchBytes);
  readData(path, memory.bytes.subarray(DATA_AT, DATA_AT + orderAt - dataAt), dataAt);
  const kernel = loadSealedKernel(memory);
  kernel.openImage(
    header.seed,
    header.parts,
    header.buckets,
    DATA_AT,
    totals.dataBytes,
    DATA_AT + directoryAt - dataAt,
    0,
    placeBits,
  );
  const sorter: Sorter = { kernel, bytes: memory.bytes, elementsAt, scratchAt, max };
  yield* sortRange(sorter, { lowAt: 0, lowBytes: 0, highAt: 0, highBytes: 0 });
}

interface Sorter {
  readonly kernel: SealedKernel;
  readonly bytes: Buffer;
  readonly elementsAt: number;
  readonly scratchAt: number;
  readonly max: number;
}

/** Keys that lie in the memory; a high one at address 0 is none. */
interface KeyRange {
  readonly lowAt: number;
  readonly lowBytes: number;
  readonly highAt: number;
  readonly highBytes: number;
}

function* sortRange(sorter: Sorter, range: KeyRange): Generator<Uint8Array> {
  const { kernel, bytes, elementsAt, scratchAt, max } = sorter;
  const { lowAt, lowBytes, highAt, highBytes } = range;
  const gathered = kernel.gatherKeys(elementsAt, max, lowAt, lowBytes, highAt, highBytes) >>> 0;
  const count = Math.min(gathered, max);
  kernel.sortKeys(elementsAt, count, scratchAt);
  if (gathered <= max) {
    kernel.keepReferences(elementsAt, count);
    yield bytes.subarray(elementsAt, elementsAt + count * REFERENCE_BYTES);
    return;
  }
  // Those gathered are the first by hash, so a fair sample: their middle key halves the range.
  const middleAt = kernel.gatheredKey(elementsAt, count >>> 1) >>> 0;
  const middleBytes = kernel.gatheredKeyBytes(elementsAt, count >>> 1) >>> 0;
  yield* sortRange(sorter, { ...range, highAt: middleAt, highBytes: middleBytes });
  yield* sortRange(sorter, { ...range, lowAt: middleAt, lowBytes: middleBytes });
}

function readData(path: string, target: Buffer, position: number): void {
  const file = openSync(path, 'r');
  try {
    for (let done = 0; done < target.length; ) {
      const bytes = readSync(file, target, done, Math.min(READ_BYTES, target.length - done), position + done);
      assert(bytes > 0, `${path} became shorter while it was written`);
      done += bytes;
    }
  } finally {
    closeSync(file);
  }
}

function roundUp(address: number): number {
  return Math.ceil(address / PAGE_BYTES) * PAGE_BYTES;
}
