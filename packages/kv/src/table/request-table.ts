import type { SharedMemory } from '../kernel/shared-memory.ts';

/** A table whose kernel answers requests by itself; see kernels/resp/serve.as. */
export interface RequestTable {
  readonly shared: SharedMemory;
  /** Address of the input and output of this thread: 768 KiB that hold nothing between calls. */
  readonly region: number;
  /** Requests are in the first bytes of the region; what was done is in its report. */
  readonly serveRequests: (
    region: number,
    inputBytes: number,
    isResp3: number,
    mayWrite: number,
    nowMs: number,
  ) => void;
}

/** What is to be told of the writes that a kernel made. */
export interface Journal {
  /** No one but the log has to know of writes now, and they are kept as they come. */
  readonly isOpen: boolean;
  /** Operations as the log holds them, and the bytes of the longest; a view that holds until this returns. */
  add(operations: Buffer, count: number, operationBytesMost: number): void;
}
