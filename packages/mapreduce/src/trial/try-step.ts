import { AppError } from '@oremill/types';
import type { Limits } from '../config.ts';
import { planFileSplits, planSplits, type Source } from '../input/plan-splits.ts';
import type { JobDefinition } from '../job/define-job.ts';
import type { ShuffleDefinition, StepDefinition } from '../job/step.ts';
import type { TaskSurroundings } from '../job/task-functions.ts';
import type { RecordSink } from '../map/record-sink.ts';
import type { TaskKernels } from '../runner/task-kernels.ts';
import type { RecordsLeft } from './head-lines.ts';
import { HeldPairs } from './held-pairs.ts';
import { type GroupShown, type PairShown, Showing, type SkippedHere, type StepTrial } from './trial.ts';
import { tryMap } from './try-map.ts';
import { showGroups, showPairs, tryCombine, tryReduce } from './try-reduce.ts';

export interface Trying {
  readonly job: JobDefinition;
  readonly limits: Limits;
  readonly kernels: TaskKernels;
  readonly surroundings: TaskSurroundings;
  readonly shownMax: number;
}

export interface TriedStep {
  readonly step: StepTrial;
  /** All lines that it wrote, for the next step. */
  readonly rows: Buffer;
  /** What ended it early. */
  readonly error?: AppError;
}

/** Does a step on as many records as are left to be read. */
export async function tryStep(
  trying: Trying,
  index: number,
  sources: readonly Source[],
  left: RecordsLeft,
): Promise<TriedStep> {
  const step = trying.job.steps[index] as StepDefinition;
  const { shuffle, mapper } = step;
  const seen = newSeen(trying.shownMax);
  const rows = new Rows(seen.rows);
  const pairs = new HeldPairs();
  const kind = shuffle === undefined ? 'map' : mapper === undefined ? 'reduce' : 'map-reduce';
  const { records, skipped } = seen;
  let shown: StepTrial = { kind, records, skipped };
  try {
    const sink = shuffle === undefined ? new RowSink(step, rows) : new PairSink(shuffle, pairs);
    await mapAll({ trying, index, sink, seen, left }, sources);
    if (shuffle === undefined) return { step: { ...shown, rows: seen.rows }, rows: rows.toBytes() };
    showPairs(shuffle, pairs, seen.mapped);
    shown = { ...shown, mapped: seen.mapped };
    pairs.sort(shuffle.sortValues);
    const combined = tryCombine(trying.job.name, shuffle, pairs, trying.surroundings);
    if (combined !== pairs) {
      showPairs(shuffle, combined, seen.combined);
      shown = { ...shown, combined: seen.combined };
    }
    showGroups(shuffle, combined, seen.groups, trying.shownMax);
    shown = { ...shown, groups: seen.groups, rows: seen.rows };
    const { job, surroundings } = trying;
    const writeRow = (row: string | Uint8Array) => rows.add(row);
    tryReduce({ job: job.name, step, shuffle, pairs: combined, surroundings, writeRow });
    return { step: shown, rows: rows.toBytes() };
  } catch (error) {
    // The phases until then are what helps to find it.
    if (error instanceof AppError) return { step: shown, rows: rows.toBytes(), error };
    throw error;
  }
}

type Seen = ReturnType<typeof newSeen>;

function newSeen(shownMax: number) {
  return {
    records: new Showing<string>(shownMax),
    skipped: new Showing<SkippedHere>(shownMax),
    mapped: new Showing<PairShown>(shownMax),
    combined: new Showing<PairShown>(shownMax),
    groups: new Showing<GroupShown>(shownMax),
    rows: new Showing<string>(shownMax),
  };
}

interface Mapping {
  readonly trying: Trying;
  readonly index: number;
  readonly sink: RecordSink;
  readonly seen: Seen;
  readonly left: RecordsLeft;
}

async function mapAll(
  { trying, index, sink, seen, left }: Mapping,
  sources: readonly Source[],
): Promise<void> {
  const { limits, job } = trying;
  const isOfFiles = job.steps[index]?.input.kind === 'file';
  const splits = isOfFiles ? planFileSplits(sources, limits) : planSplits(sources, limits);
  const { records, skipped } = seen;
  for (const split of splits) {
    if (left.records > 0) await tryMap({ ...trying, index, sink, left, records, skipped }, split);
  }
}

/** Lines of a part that is never written. */
class Rows {
  readonly #lines: Buffer[] = [];
  readonly #shown: Showing<string>;

  constructor(shown: Showing<string>) {
    this.#shown = shown;
  }

  add(row: string | Uint8Array): void {
    const line = Buffer.from(row as Uint8Array);
    this.#lines.push(line, NEWLINE);
    this.#shown.add(() => line.toString('utf8'));
  }

  toBytes(): Buffer {
    return Buffer.concat(this.#lines);
  }
}

const NEWLINE = Buffer.from('\n');

class PairSink implements RecordSink {
  readonly emit: (key: unknown, value: unknown) => void;
  readonly #pairs: HeldPairs;

  constructor({ key, value }: ShuffleDefinition, pairs: HeldPairs) {
    this.#pairs = pairs;
    this.emit = (k, v) => pairs.add(key.encode(k), value.encode(v));
  }

  get count(): number {
    return this.#pairs.count;
  }

  begin(): void {
    this.#pairs.begin();
  }

  rollBack(): void {
    this.#pairs.rollBack();
  }
}

/** Of a step without reducers: the rows of a record wait until it has not failed. */
class RowSink implements RecordSink {
  readonly emit: (row: unknown) => void;
  count = 0;
  readonly #rows: Rows;
  #pending: (string | Uint8Array)[] = [];

  constructor({ output }: StepDefinition, rows: Rows) {
    this.#rows = rows;
    this.emit = (row) => this.#pending.push(output.encodeRow(row));
  }

  begin(): void {
    for (const row of this.#pending) this.#rows.add(row);
    this.count += this.#pending.length;
    this.#pending = [];
  }

  rollBack(): void {
    this.#pending = [];
  }
}
