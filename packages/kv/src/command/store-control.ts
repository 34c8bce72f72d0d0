import type { CreateDataset, DatasetReport, Pins, Version } from '@oremill/types';

/** Where an image for a dataset is to be built, and what it should be like. */
export interface BuildPlan {
  /** `publishImage` takes it from there, also when it is built in several parts. */
  readonly target: string;
  /** The version that is served, for a delta; null before the first. */
  readonly base: { readonly version: number; readonly images: readonly string[] } | null;
  /** As the version before, or `none`. */
  readonly compression: string;
  readonly isOrdered: boolean;
}

/** As much of the store as its administrator's commands need. Errors are AppErrors. */
export interface StoreControl {
  list(): DatasetReport[];
  report(name: string): DatasetReport;
  create(request: CreateDataset): Promise<DatasetReport>;
  remove(name: string): Promise<void>;
  /** For who builds images in a process of their own, on this machine. */
  planBuild(name: string): BuildPlan;
  publishImage(
    name: string,
    image: string,
    options: { title: string; keep?: number | undefined; compression?: string | undefined },
  ): Promise<Version>;
  rollBack(name: string, version?: number): Promise<DatasetReport>;
  pin(name: string, pins: Pins): Promise<DatasetReport>;
  /** A copy of a dataset as it is now, in a new folder; the folder. */
  copy(name: string): Promise<string>;
}
