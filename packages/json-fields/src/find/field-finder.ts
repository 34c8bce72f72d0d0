import { kernelBytes } from '../kernel/kernel-bytes.ts';
import type { KernelMemory, Region } from '../kernel/kernel-memory.ts';
import { kernelLoader } from '../kernel/load-kernel.ts';
import { ROW_WORDS } from './found-lines.ts';

/** `kernels/find.as` */
interface FindKernel {
  open(key: number, keyBytes: number): void;
  findLines(from: number, to: number, rows: number, rowsMax: number): number;
}

const loadFindKernel = kernelLoader<FindKernel>(() => kernelBytes('find'));

/** Rows that are found at once: what reads them finds the lines in the processor's cache. */
const ROWS_MAX = 128;
const ROW_BYTES = ROW_WORDS * 4;
/** Of a key that no line has. */
const NEVER = 0xffff_ffff;

/** Keys that are the same bytes in every line that has them, or are escaped there. */
const PLAIN_KEY = /^[\w-]+$/;

/** Finds the field of one key in lines that lie in the kernels' memory. */
export class FieldFinder {
  /** The rows that were found last: `ROW_WORDS` words each. */
  readonly rows: Uint32Array;
  readonly rowsAddress: number;
  readonly #kernel: FindKernel;

  /** Without a key the lines are checked only. */
  constructor(key: string | undefined, memory: KernelMemory) {
    this.#kernel = loadFindKernel(memory);
    const rows = memory.allocate(ROWS_MAX * ROW_BYTES);
    this.rows = new Uint32Array(rows.bytes.buffer, rows.address, ROWS_MAX * ROW_WORDS);
    this.rowsAddress = rows.address;
    const bytes = Buffer.from(key ?? '');
    const place: Region = memory.allocate(bytes.length);
    place.bytes.set(bytes);
    this.#kernel.open(place.address, key === undefined ? NEVER : bytes.length);
  }

  /** Whether lines can be searched for this key: others may be written in several ways. */
  static takes(key: string): boolean {
    return PLAIN_KEY.test(key);
  }

  /** Finds the lines at addresses from `from` up to `to`, some of them; how many. The last one's end is where the next begin. */
  find(from: number, to: number): number {
    return this.#kernel.findLines(from, to, this.rowsAddress, ROWS_MAX);
  }
}
