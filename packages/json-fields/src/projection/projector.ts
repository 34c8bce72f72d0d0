import { kernelBytes } from '../kernel/kernel-bytes.ts';
import type { KernelMemory, Region } from '../kernel/kernel-memory.ts';
import { kernelLoader } from '../kernel/load-kernel.ts';
import { encodePlan, escapedKeyBytesMax, planBytes } from './encode-plan.ts';
import { makeReader, type ReadValue } from './make-reader.ts';
import { type Projection, type ProjectionPlan, parseReference } from './projection.ts';
import { makeTape, type Tape } from './tape.ts';

/** `kernels/projection.as` */
interface ProjectionKernel {
  open(
    tape: number,
    tapeBytes: number,
    narrow: number,
    narrowBytes: number,
    wide: number,
    wideBytes: number,
    key: number,
  ): void;
  project(root: number, start: number, end: number): number;
}

const loadProjectionKernel = kernelLoader<ProjectionKernel>(() => kernelBytes('projection'));

const TAPE_BYTES = 256 * 1024;
const NARROW_BYTES = 64 * 1024;
const WIDE_BYTES = 64 * 1024;
/** The kernel writes up to so many bytes behind the text that it keeps; memory leaves as many behind each line. */
const SLACK_BYTES = 64;
/** Of the second cell of the tape, which tells how much text there is. */
const NARROW_LENGTH = 6;
const WIDE_LENGTH = 7;

/** Bytes of the kernel's memory that a projector of this plan takes, at most. */
export function projectorBytes(plan: ProjectionPlan): number {
  return (
    TAPE_BYTES + NARROW_BYTES + WIDE_BYTES + planBytes(plan) + escapedKeyBytesMax(plan) + 6 * 2 * SLACK_BYTES
  );
}

/** Makes records of lines of JSON: what the schema makes of the parsed line, or its error. */
export class Projector<Record> {
  /** Lines that were parsed by the reference: those in error, and those that the kernel left to it. */
  referenced = 0;

  readonly #projection: Projection<Record>;
  readonly #parts: Parts | undefined;

  constructor(projection: Projection<Record>, memory: KernelMemory) {
    this.#projection = projection;
    const { plan } = projection;
    this.#parts = plan === undefined ? undefined : makeParts(plan, memory);
  }

  /** The line is `buffer[start, end)`, known to be UTF-8; `buffer[0]` lies at `address` of the kernel's memory. */
  parse(buffer: Buffer, address: number | undefined, start: number, end: number): Record {
    if (this.#parts !== undefined && address !== undefined) {
      const { kernel, root, tape, cell, read } = this.#parts;
      if (kernel.project(root, address + start, address + end) === 1) {
        const narrowBytes = tape.cells[cell + NARROW_LENGTH] as number;
        const wideUnits = tape.cells[cell + WIDE_LENGTH] as number;
        tape.load(narrowBytes, wideUnits, buffer, address);
        try {
          return read(cell) as Record;
        } catch {
          // A value that the schema refuses, or code of the job's schema threw: the reference tells what and where.
        }
      }
    }
    this.referenced += 1;
    return parseReference(this.#projection, buffer.toString('utf8', start, end));
  }
}

interface Parts {
  readonly kernel: ProjectionKernel;
  /** Address of the plan's tables. */
  readonly root: number;
  readonly tape: Tape;
  /** Index of the cell of the whole value. */
  readonly cell: number;
  readonly read: ReadValue;
}

function makeParts(plan: ProjectionPlan, memory: KernelMemory): Parts {
  const kernel = loadProjectionKernel(memory);
  // The byte behind a line is overwritten for a moment: when a line fills its region, that is the next region's first.
  memory.allocate(SLACK_BYTES);
  const tables = memory.allocate(planBytes(plan));
  const [cells, narrow, wide, key] = [TAPE_BYTES, NARROW_BYTES, WIDE_BYTES, escapedKeyBytesMax(plan)].map(
    (bytes) => memory.allocate(bytes + SLACK_BYTES),
  ) as [Region, Region, Region, Region];
  encodePlan(plan, tables.address, tables.bytes);
  kernel.open(cells.address, TAPE_BYTES, narrow.address, NARROW_BYTES, wide.address, WIDE_BYTES, key.address);
  const tape = makeTape(memory.memory.buffer, { narrow, wide });
  return {
    kernel,
    root: tables.address,
    tape,
    cell: cells.address >> 2,
    read: makeReader(plan, tape),
  };
}
