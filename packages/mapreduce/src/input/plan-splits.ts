import type { Limits } from '../config.ts';
import type { Compression } from './compression.ts';

/** A file or object to read, under the name that people know it by. */
export interface Source {
  /** Absolute, or `s3://bucket/key`. */
  readonly path: string;
  readonly name: string;
  /** As it is stored. */
  readonly bytes: number;
  readonly compression?: Compression | undefined;
  /** When it was last written, where that is known. */
  readonly modifiedMs?: number | undefined;
  /** Of an object: one of another version is not read. */
  readonly version?: string | undefined;
}

/** A range of a file: it holds the records that begin in it. A compressed file is one split, of its stored bytes. */
export interface Split {
  readonly path: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly fileBytes: number;
  readonly compression?: Compression | undefined;
  readonly version?: string | undefined;
  /** Files that are read whole, each a record: then the split is of these, one after the other. */
  readonly files?: readonly Source[] | undefined;
}

/** How many splits a large input has at least: enough for the last ones to end at about the same time. */
const SPLITS_WANTED = 32;

/**
 * Cuts the sources into splits, in order. The cuts depend on the input alone, so that a combiner sees the same
 * pairs whatever the number of workers.
 */
export function planSplits(sources: readonly Source[], limits: Limits): Split[] {
  const inputBytes = sources.reduce((sum, source) => sum + source.bytes, 0);
  const splitBytes = chooseSplitBytes(inputBytes, limits);
  const splits: Split[] = [];
  for (const { path, name, bytes, compression, version } of sources) {
    const file = { path, name, fileBytes: bytes, ...(version === undefined ? {} : { version }) };
    if (compression !== undefined) {
      splits.push({ ...file, start: 0, end: bytes, compression });
      continue;
    }
    for (let start = 0; start < bytes; start += splitBytes) {
      splits.push({ ...file, start, end: Math.min(start + splitBytes, bytes) });
    }
  }
  return splits;
}

/** Groups files that are read whole, in order, so that a hundred thousand images are not as many tasks. */
export function planFileSplits(sources: readonly Source[], limits: Limits): Split[] {
  const cost = sources.reduce((sum, source) => sum + costOf(source), 0);
  const splitCost = chooseSplitBytes(cost, limits);
  const splits: Split[] = [];
  let files: Source[] = [];
  let left = splitCost;
  for (const source of sources) {
    if (files.length > 0 && costOf(source) > left) {
      splits.push(fileSplit(files));
      files = [];
      left = splitCost;
    }
    files.push(source);
    left -= costOf(source);
  }
  if (files.length > 0) splits.push(fileSplit(files));
  return splits;
}

/** To open a file takes as long as to read so many bytes. */
const OPEN_COST_BYTES = 16 * 1024;

function costOf({ bytes }: Source): number {
  return bytes + OPEN_COST_BYTES;
}

function chooseSplitBytes(inputBytes: number, limits: Limits): number {
  const wanted = Math.ceil(inputBytes / SPLITS_WANTED);
  return Math.max(limits.splitBytesMin, Math.min(wanted, limits.splitBytesMax));
}

function fileSplit(files: readonly Source[]): Split {
  const { path = '', name = '' } = files[0] ?? {};
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { path, name, start: 0, end: bytes, fileBytes: bytes, files };
}
