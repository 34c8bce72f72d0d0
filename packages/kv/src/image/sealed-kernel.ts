import { loadKernel } from '../kernel/load-kernel.ts';
import type { SharedMemory } from '../kernel/shared-memory.ts';
import type { RequestTable } from '../table/request-table.ts';

/** Functions of kernels/sealed.as. Addresses and lengths are numbers of 32 bits. */
export interface SealedKernel {
  prefixOf(key: number, keyBytes: number, seed: bigint): number;
  runOfPart(records: number, bytes: number, headsEnd: number, seed: bigint, parts: number): number;
  partOfRun(): number;

  startBuckets(
    seed: bigint,
    part: number,
    parts: number,
    buckets: number,
    directory: number,
    pending: number,
    pendingMax: number,
  ): void;
  addRecords(input: number, inputBytes: number, output: number, outputBytes: number, report: number): void;
  closeBuckets(output: number, outputBytes: number): number;
  isComplete(): number;
  storeTotals(target: number): void;

  openImage(
    seed: bigint,
    parts: number,
    buckets: number,
    data: number,
    dataBytes: number,
    directory: number,
    order: number,
    placeBits: number,
  ): void;
  firstUnsound(): number;
  prefixIn(key: number, keyBytes: number): number;
  find(key: number, keyBytes: number, target: number): void;
  findMany(keys: number, lengths: number, count: number, lookups: number, targets: number): void;
  bucketOf(prefix: number): number;
  firstPrefixOf(bucket: number): number;
  listBucket(bucket: number, place: number, max: number, fromPrefix: number, targets: number): number;
  copyOrdered(from: number, target: number, targetBytes: number, report: number): void;
  searchOrder(key: number, keyBytes: number, isBehind: boolean, entries: number): number;
  listOrder(from: number, max: number, targets: number): number;

  gatherKeys(
    elements: number,
    max: number,
    low: number,
    lowBytes: number,
    high: number,
    highBytes: number,
  ): number;
  gatheredKey(elements: number, index: number): number;
  gatheredKeyBytes(elements: number, index: number): number;
  sortKeys(elements: number, count: number, scratch: number): void;
  keepReferences(elements: number, count: number): void;
  readonly serveRequests: RequestTable['serveRequests'];
}

export function loadSealedKernel(memory: SharedMemory): SealedKernel {
  return loadKernel<SealedKernel>('sealed', memory);
}
