import type { Counters } from '@oremill/types';
import { CounterSet } from '../job/counters.ts';
import { isCopied, type JobDefinition } from '../job/define-job.ts';
import { taskFailed } from '../job/task-failed.ts';
import type { PartWriter } from '../output/part-writer.ts';

/** A pair as it stands in a buffer: key `[keyStart, keyEnd)`, value `[keyEnd, valueEnd)`. */
export interface Pair {
  readonly buffer: Buffer;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueEnd: number;
}

/** The sorted pairs of a partition; each is valid until the next. */
export interface Pairs {
  next(): Pair | undefined;
}

const PAIRS_BETWEEN_YIELDS = 1024;

/** Writes the rows that the reducer makes of a partition's pairs. Yields now and then. */
export function reducePartition(
  job: JobDefinition,
  pairs: Pairs,
  part: PartWriter,
): Generator<void, Counters> {
  return isCopied(job) ? copyPairs(pairs, part) : reduceGroups(pairs, job, part);
}

/** The identity reducer: pairs are rows already. */
function* copyPairs(pairs: Pairs, part: PartWriter): Generator<void, Counters> {
  for (let pair = pairs.next(), count = 1; pair; pair = pairs.next(), count += 1) {
    part.copyPair(pair.buffer, pair.keyStart, pair.keyEnd, pair.valueEnd);
    if (count % PAIRS_BETWEEN_YIELDS === 0) yield;
  }
  return {};
}

function* reduceGroups(pairs: Pairs, job: JobDefinition, part: PartWriter): Generator<void, Counters> {
  const counters = new CounterSet();
  const group = new Group(pairs, job);
  const task = {
    emit: (row: readonly unknown[]) => part.writeRow(job.encodeRow(row)),
    count: (name: string, counter: string, by?: number) => counters.add(name, counter, by),
  };
  for (let groups = 1; group.begin(); groups += 1) {
    try {
      job.reducer(job.key.decode(group.key), group, task);
    } catch (error) {
      throw taskFailed(job.name, 'reducer', group.key, error);
    }
    group.skipRest();
    if (groups % PAIRS_BETWEEN_YIELDS === 0) yield;
  }
  return counters.toCounters();
}

/** The pairs of one key, streamed: a group may be larger than memory. */
class Group implements Iterable<unknown>, Iterator<unknown> {
  /** Bytes of the present key, kept while its pairs pass by. */
  key: Buffer = Buffer.alloc(0);
  readonly #pairs: Pairs;
  readonly #job: JobDefinition;
  #pair: Pair | undefined;
  #keyBuffer: Buffer = Buffer.alloc(256);
  /** The pair at hand is of this group and has not been given out. */
  #isFresh = false;

  constructor(pairs: Pairs, job: JobDefinition) {
    this.#pairs = pairs;
    this.#job = job;
    this.#pair = pairs.next();
  }

  /** Goes to the next key; false after the last. */
  begin(): boolean {
    const pair = this.#pair;
    if (pair === undefined) return false;
    const length = pair.keyEnd - pair.keyStart;
    if (length > this.#keyBuffer.length) this.#keyBuffer = Buffer.alloc(length * 2);
    pair.buffer.copy(this.#keyBuffer, 0, pair.keyStart, pair.keyEnd);
    this.key = this.#keyBuffer.subarray(0, length);
    this.#isFresh = true;
    return true;
  }

  /** A reducer may leave values unread. */
  skipRest(): void {
    while (this.#isFresh) this.#advance();
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<unknown, undefined> {
    const pair = this.#pair;
    if (!this.#isFresh || pair === undefined) return { done: true, value: undefined };
    const value = this.#job.value.decode(pair.buffer.subarray(pair.keyEnd, pair.valueEnd));
    this.#advance();
    return { done: false, value };
  }

  #advance(): void {
    const pair = this.#pairs.next();
    this.#pair = pair;
    this.#isFresh =
      pair !== undefined &&
      pair.keyEnd - pair.keyStart === this.key.length &&
      this.key.compare(pair.buffer, pair.keyStart, pair.keyEnd) === 0;
  }
}
