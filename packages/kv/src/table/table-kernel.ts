import type { RequestTable } from './request-table.ts';

/** What kernels/table.as exports to the thread that owns a table. Addresses may come negative: `>>> 0`. */
export interface TableKernel {
  openTable(
    seed: bigint,
    segmentsMax: number,
    policy: number,
    isOrdered: number,
    part: number,
    parts: number,
  ): number;
  set(keyBytes: number, valueBytes: number, flags: number, expiresAtMs: number): number;
  remove(keyBytes: number, nowMs: number): number;
  setExpiry(keyBytes: number, expiresAtMs: number, nowMs: number): number;
  find(keyBytes: number): number;
  findMany(count: number): void;
  hashInput(keyBytes: number): bigint;
  listPage(from: number, most: number): number;
  listPrefix(keyBytes: number, isBehind: number, prefixBytes: number, most: number, nowMs: number): void;
  deferOrder(): void;
  orderSome(): number;
  copyRecords(from: number, room: number): number;
  sweep(nowMs: number, groups: number): number;
  findNear(place: number, choice: number): number;
  roomForRecords(): number;
  takeRecords(bytes: number): number;
  roomForRecord(): number;
  takeRecord(address: number): number;
  reserveIndex(more: number): number;
  tendIndex(groups: number): number;
  isCleaningDue(): number;
  clean(bytes: number, leastDeadBytes: number): number;
  readonly serveRequests: RequestTable['serveRequests'];
}

/** What `remove` and `setExpiry` say. */
export const REMOVED_ALIVE = 1;
export const REMOVED_EXPIRED = 2;
export const EXPIRY_SET = 1;
export const EXPIRY_MEMORY_FULL = 2;
/** What `orderSome` says. */
export const ORDER_DONE = 1;
export const ORDER_MEMORY_FULL = 2;
