import type { SharedMemory } from '../kernel/shared-memory.ts';

/** A table whose kernel answers requests by itself; see kernels/resp/serve.as. */
export interface RequestTable {
  readonly shared: SharedMemory;
  /** Address of the input and output of this thread: 768 KiB that hold nothing between calls. */
  readonly region: number;
  /** Requests are in the first bytes of the region; what was done is in its report. */
  readonly serveRequests: (region: number, inputBytes: number, isResp3: number, nowMs: number) => void;
}
