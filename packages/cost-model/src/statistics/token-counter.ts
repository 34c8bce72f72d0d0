import { type KernelMemory, kernelLoader } from '@oremill/json-fields/find';
import { kernelBytes } from '../kernel/kernel-bytes.ts';
import { caselessPages, lowerPoints } from './lower-case.ts';

/** `kernels/tokens.as` */
interface TokensKernel {
  open(scratch: number, slots: number, caseless: number, lower: number): void;
  countRows(rows: number, count: number): void;
}

const loadTokensKernel = kernelLoader<TokensKernel>(() => kernelBytes('tokens'));

/** The longest text, and room behind it. */
const SCRATCH_BYTES = 32 * 1024 + 64;
/** Two slots of 16 bytes for each token of the longest text, and up to the next power of two. */
const SLOTS_BYTES = 2 * 2 ** 16 * 16;

/** Puts tokens, different tokens and characters into the rows of found lines; 0 tokens where it is left to JavaScript. */
export function openTokenCounter(memory: KernelMemory): (rows: number, count: number) => void {
  const kernel = loadTokensKernel(memory);
  const scratch = memory.allocate(SCRATCH_BYTES);
  const slots = memory.allocate(SLOTS_BYTES);
  const tables = [caselessPages(), lowerPoints()].map((table) => {
    const region = memory.allocate(table.byteLength);
    region.bytes.set(new Uint8Array(table.buffer));
    return region.address;
  });
  kernel.open(scratch.address, slots.address, tables[0] as number, tables[1] as number);
  return (rows, count) => kernel.countRows(rows, count);
}
