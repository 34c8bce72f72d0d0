import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import type { Readable } from 'node:stream';
import { createObjects, type Objects } from '@oremill/runtime/objects';
import { kvError } from '@oremill/types';
import { Table, type TableOptions } from '../table/table.ts';
import { findSources } from './find-sources.ts';
import { finishLoad } from './finish-load.ts';
import { loadInWorkers } from './load-in-workers.ts';
import { loadInline } from './load-inline.ts';
import type { Duplicates } from './load-kernel.ts';
import { type LoadLimits, SharedProgress } from './load-limits.ts';
import { LoadPool } from './load-pool.ts';
import { keepBadLines, type LoadReport } from './load-report.ts';
import { orderTasks, planTasks } from './plan-tasks.ts';
import type { Source, SourceOptions } from './source.ts';
import { TABLE_BYTES_MAX } from './table-full.ts';
import { told } from './told.ts';

export interface LoadOptions extends SourceOptions {
  /** Paths, globs, folders, a job's output, `s3://…`, and `-` for stdin. Of equal keys the last is that of the last of these. */
  readonly sources: readonly string[];
  /** Of a table that is a part of a dataset, the keys of the other parts are passed over. */
  readonly table?: TableOptions | undefined;
  /** An empty table to load into instead of a new one: its memory, if it was touched before, is not waited for. */
  readonly reuse?: Table | undefined;
  /** Threads, beside this one; 0 loads in this one. As many as there are processors, unless told otherwise. */
  readonly workers?: number | undefined;
  /** Workers that may have been started ahead, instead of `workers`. */
  readonly pool?: LoadPool | undefined;
  /** Which of equal keys counts; `last` unless told otherwise. */
  readonly duplicates?: Duplicates | undefined;
  /** Lines that cannot be loaded and are left out; one more ends the load. 0 unless told otherwise. */
  readonly badLinesMax?: number | undefined;
  readonly lineBytesMax?: number | undefined;
  /** Less is loaded by this thread, since it would wait longer for a worker. */
  readonly inlineBytesMax?: number | undefined;
  /** Files are cut into ranges of so many bytes at least. */
  readonly rangeBytesMin?: number | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly objects?: Objects | undefined;
  readonly stdin?: Readable | undefined;
}

export interface LoadProgress {
  readonly lines: number;
  readonly bytes: number;
  /** Undefined when one of the sources is a stream. */
  readonly bytesInAll: number | undefined;
}

export interface LoadedTable {
  readonly table: Table;
  readonly report: LoadReport;
}

/** What one thread loads while workers would start. */
const INLINE_BYTES_MAX = 16 * 1024 * 1024;
/** Beside workers that are there. */
const INLINE_BYTES_MAX_OF_POOL = 2 * 1024 * 1024;
/** As many bytes may come of one that is compressed. */
const EXPANSION = 8;
const LINE_BYTES_MAX = 64 * 1024 * 1024;
/** A table takes no longer values. */
const LINE_BYTES_MOST = 1024 * 1024 * 1024;
const BAD_LINES_KEPT = 100;
const PROGRESS_MS = 100;

/** Loads lines of a key and a value into a table of its own, which nobody sees before it is whole. */
export async function loadTable(options: LoadOptions): Promise<LoadedTable> {
  const startedMs = performance.now();
  const { objects = createObjects(), stdin = process.stdin, pool } = options;
  const sources = await findSources(options.sources, objects, options);
  const workers = pool?.size ?? options.workers ?? availableParallelism();
  const inlineBytesMax = options.inlineBytesMax ?? (pool ? INLINE_BYTES_MAX_OF_POOL : INLINE_BYTES_MAX);
  const isInline = workers === 0 || isSmall(sources, inlineBytesMax);
  const tasks = orderTasks(planTasks(sources, Math.max(workers, 1), options.rangeBytesMin));
  const progress = Array.from({ length: isInline ? 1 : workers }, () => new SharedProgress());
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, ...(options.signal ? [options.signal] : [])]);
  const feeds = { objects, stdin, signal };
  const table = options.reuse ?? Table.open(options.table);
  assert(table.count === 0, 'a table that has entries cannot be loaded into');
  const plan = { table, tasks, limits: limitsOf(options), feeds, progress };
  const tell = (): void => options.onProgress?.(progressOf(sources, progress));
  const telling = setInterval(tell, PROGRESS_MS);
  try {
    const outcome = await (isInline ? loadInline(plan) : loadInWorkers(plan, pool ?? new LoadPool(workers)));
    const duplicates = finishLoad(plan, outcome);
    tell();
    const badLinesKept = keepBadLines(plan, outcome);
    const { bytes } = progressOf(sources, progress);
    const { badLines } = outcome;
    const seconds = (performance.now() - startedMs) / 1000;
    return { table, report: { pairs: table.count, bytes, duplicates, badLines, badLinesKept, seconds } };
  } catch (error) {
    // Of a table that is used again this empties it; another one is forgotten.
    table.clear();
    throw options.signal?.aborted ? stopped(error) : told(error);
  } finally {
    clearInterval(telling);
    ended.abort();
  }
}

function isSmall(sources: readonly Source[], bytesMax: number): boolean {
  let bytesInAll = 0;
  for (const { bytes = bytesMax, isCompressed } of sources)
    bytesInAll += isCompressed ? bytes * EXPANSION : bytes;
  return bytesInAll < bytesMax;
}

function limitsOf({ table, ...options }: LoadOptions): LoadLimits {
  return {
    badLinesMax: options.badLinesMax ?? 0,
    badLinesKept: BAD_LINES_KEPT,
    lineBytesMax: Math.min(options.lineBytesMax ?? LINE_BYTES_MAX, LINE_BYTES_MOST),
    tableBytesMax: Math.min(table?.maxBytes ?? TABLE_BYTES_MAX, TABLE_BYTES_MAX),
    duplicates: options.duplicates ?? 'last',
  };
}

function progressOf(sources: readonly Source[], progress: readonly SharedProgress[]): LoadProgress {
  let bytesInAll: number | undefined = 0;
  for (const { bytes } of sources) {
    bytesInAll = bytesInAll === undefined || bytes === undefined ? undefined : bytesInAll + bytes;
  }
  const lines = progress.reduce((sum, thread) => sum + thread.lines, 0);
  const bytes = progress.reduce((sum, thread) => sum + thread.bytes, 0);
  return { lines, bytes, bytesInAll };
}

function stopped(cause: unknown): Error {
  return kvError('LOAD_STOPPED', 'the load was stopped; nothing of it is kept', { cause });
}
