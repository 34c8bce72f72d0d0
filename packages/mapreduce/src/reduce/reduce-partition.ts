import type { ShuffleDefinition, StepDefinition } from '../job/step.ts';
import { showKey, taskFailed } from '../job/task-failed.ts';
import { type TaskSurroundings, taskFunctions } from '../job/task-functions.ts';
import { PairWriter } from '../output/pair-writer.ts';
import type { PartWriter } from '../output/part-writer.ts';
import { arePairsCopied, copiedForm } from './copied-form.ts';
import { Group } from './group.ts';
import type { Pairs } from './pairs.ts';

export interface GroupsInput {
  readonly job: string;
  readonly shuffle: ShuffleDefinition;
  readonly pairs: Pick<Pairs, 'next'>;
  /** Takes a row that the reducer makes of the group with these bytes as key. */
  readonly write: (row: unknown, groupKey: Buffer) => void;
  readonly surroundings: TaskSurroundings;
  /** Told of each group before it is reduced. */
  readonly pulse: (groups: number) => void;
}

export interface ReduceInput extends Omit<GroupsInput, 'write'> {
  readonly step: StepDefinition;
  readonly pairs: Pairs;
  readonly part: PartWriter | PairWriter;
}

export interface ReduceOutput {
  /** Keys that the reducer was called for. */
  readonly groups: number;
  readonly largestGroup: { readonly key: string; readonly pairs: number } | undefined;
}

const PAIRS_BETWEEN_YIELDS = 1024;

/** Writes the rows that the reducer makes of a partition's pairs. Yields now and then. */
export function* reducePartition(input: ReduceInput): Generator<void, ReduceOutput> {
  const { step, pairs, part, pulse } = input;
  if (part instanceof PairWriter) {
    if (arePairsCopied(step)) return yield* copyPairs(pairs, part, pulse);
    return yield* reduceGroups({ ...input, write: (row, key) => part.add(row, key) });
  }
  const form = copiedForm(step);
  if (form === undefined) {
    const { encodeRow } = step.output;
    return yield* reduceGroups({ ...input, write: (row) => part.writeRow(encodeRow(row)) });
  }
  while (pairs.copyRows(PAIRS_BETWEEN_YIELDS, form === 'key', (lines, rows) => part.writeRows(lines, rows))) {
    pulse(part.rows);
    yield;
  }
  return { groups: 0, largestGroup: undefined };
}

function* copyPairs(
  pairs: Pairs,
  part: PairWriter,
  pulse: (pairs: number) => void,
): Generator<void, ReduceOutput> {
  let copied = 0;
  for (let pair = pairs.next(); pair !== undefined; pair = pairs.next()) {
    const { buffer, keyStart, keyEnd, valueEnd } = pair;
    part.addBytes(buffer.subarray(keyStart, keyEnd), buffer.subarray(keyEnd, valueEnd));
    copied += 1;
    if (copied % PAIRS_BETWEEN_YIELDS !== 0) continue;
    pulse(copied);
    yield;
  }
  return { groups: 0, largestGroup: undefined };
}

/** Calls the reducer for each key. Yields now and then. */
export function* reduceGroups(input: GroupsInput): Generator<void, ReduceOutput> {
  const { job, shuffle, pairs, write, surroundings, pulse } = input;
  const { reducer, key } = shuffle;
  const group = new Group(pairs, shuffle.value.decode);
  const task = { ...taskFunctions(surroundings), emit: (row: unknown) => write(row, group.key) };
  const attempt = <Result>(act: () => Result): Result => {
    try {
      return act();
    } catch (error) {
      throw taskFailed(job, 'reducer', { bytes: group.key, decode: key.decode }, error);
    }
  };
  const state = attempt(() => reducer.init(task));
  let groups = 0;
  let yieldAt = PAIRS_BETWEEN_YIELDS;
  let largest = { key: Buffer.alloc(0), pairs: 0 };
  while (group.begin()) {
    pulse(groups);
    attempt(() => reducer.each(key.decode(group.key), group, task, state));
    group.skipRest();
    groups += 1;
    if (group.pairs > largest.pairs) largest = { key: Buffer.from(group.key), pairs: group.pairs };
    if (group.pairsOfAll >= yieldAt) {
      yieldAt = group.pairsOfAll + PAIRS_BETWEEN_YIELDS;
      yield;
    }
  }
  attempt(() => reducer.final?.(task, state));
  return {
    groups,
    largestGroup:
      groups === 0
        ? undefined
        : { key: showKey({ bytes: largest.key, decode: key.decode }), pairs: largest.pairs },
  };
}
