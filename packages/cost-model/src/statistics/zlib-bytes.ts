import { KernelMemory, kernelLoader, type Region } from '@oremill/json-fields/find';
import { deflate } from 'pako';
import { kernelBytes } from '../kernel/kernel-bytes.ts';

/** `kernels/zlib.as` */
interface ZlibKernel {
  open(tables: number): void;
  zlibBytes(start: number, bytes: number): number;
}

/** Tells the bytes that zlib makes of so many at an address. */
export type CountZlib = (address: number, bytes: number) => number;

const loadZlibKernel = kernelLoader<ZlibKernel>(() => kernelBytes('zlib'));

/** Places of all hashes and of a window, and trees. */
export const ZLIB_TABLES_BYTES = 2 * 4 * 32 * 1024 + 64 * 1024;

/**
 * Counts what zlib 1.2 makes at its usual level, which is what figures of others were measured with. Node's zlib finds other
 * matches, and is some hundredths longer.
 */
export function openZlibCounter(memory: KernelMemory): CountZlib {
  const kernel = loadZlibKernel(memory);
  kernel.open(memory.allocate(ZLIB_TABLES_BYTES).address);
  return (address, bytes) => kernel.zlibBytes(address, bytes);
}

/** Records of which most are, and what the kernel may read behind one. */
const ROOM_BYTES = 256 * 1024;
const SLACK_BYTES = 64;

let opened: { readonly count: CountZlib; readonly room: Region } | undefined;

/** The bytes that zlib makes of a record, wherever it lies. pako is zlib 1.2 in JavaScript, byte for byte. */
export function zlibBytes(record: Uint8Array): number {
  if (record.length > ROOM_BYTES) return deflate(record).length;
  opened ??= openRoom();
  opened.room.bytes.set(record);
  return opened.count(opened.room.address, record.length);
}

function openRoom(): { readonly count: CountZlib; readonly room: Region } {
  const memory = new KernelMemory(ZLIB_TABLES_BYTES + ROOM_BYTES + 2 * SLACK_BYTES);
  return { count: openZlibCounter(memory), room: memory.allocate(ROOM_BYTES + SLACK_BYTES) };
}
