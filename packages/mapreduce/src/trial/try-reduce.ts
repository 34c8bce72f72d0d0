import type { ShuffleDefinition, StepDefinition } from '../job/step.ts';
import type { TaskSurroundings } from '../job/task-functions.ts';
import { reduceGroups } from '../reduce/reduce-partition.ts';
import { combineGroups } from '../shuffle/combine-groups.ts';
import { combinerOverBytes } from '../shuffle/step-combiner.ts';
import { HeldPairs } from './held-pairs.ts';
import { showValue } from './show-value.ts';
import type { GroupShown, PairShown, Showing } from './trial.ts';

const PAIR_BYTES_MAX = 64 * 2 ** 20;

/** The fewer pairs that the combiner makes of sorted ones. */
export function tryCombine(
  job: string,
  shuffle: ShuffleDefinition,
  pairs: HeldPairs,
  surroundings: TaskSurroundings,
): HeldPairs {
  // The engine's own way to add up needs its hash table; here `sum` is a function like others.
  const combiner = shuffle.combiner && { ...shuffle.combiner, given: undefined };
  const { combine, end } = combinerOverBytes(job, { ...shuffle, combiner }, surroundings);
  if (combine?.kind !== 'function') return pairs;
  const combined = new HeldPairs();
  combineGroups(pairs.open(), {
    combine: combine.combine,
    sortValues: shuffle.sortValues,
    pairBytesMax: PAIR_BYTES_MAX,
    write: (key, value) => combined.add(key, value),
  });
  end();
  return combined;
}

export function showPairs(
  { key, value }: ShuffleDefinition,
  pairs: HeldPairs,
  shown: Showing<PairShown>,
): void {
  for (const pair of pairs) {
    shown.add(() => ({ key: showValue(key.decode(pair.key)), value: showValue(value.decode(pair.value)) }));
  }
}

/** Groups as a reducer gets them: sorted pairs, those of a key together. */
export function showGroups(
  { key, value }: ShuffleDefinition,
  pairs: HeldPairs,
  shown: Showing<GroupShown>,
  valuesMax: number,
): void {
  let keyBytes: Buffer | undefined;
  let group = { key: '', pairs: 0, values: [] as string[] };
  for (const pair of pairs) {
    if (!keyBytes?.equals(pair.key)) {
      keyBytes = pair.key;
      const begun = { key: showValue(key.decode(pair.key)), pairs: 0, values: [] };
      group = begun;
      shown.add(() => begun);
    }
    group.pairs += 1;
    if (group.values.length < valuesMax) group.values.push(showValue(value.decode(pair.value)));
  }
}

export interface ReduceTrial {
  readonly job: string;
  readonly step: StepDefinition;
  readonly shuffle: ShuffleDefinition;
  readonly pairs: HeldPairs;
  readonly surroundings: TaskSurroundings;
  readonly writeRow: (row: string | Uint8Array) => void;
}

/** Calls the reducer for each key, as the engine does in a partition. */
export function tryReduce({ job, step, shuffle, pairs, surroundings, writeRow }: ReduceTrial): void {
  const { encodeRow } = step.output;
  const reducing = reduceGroups({
    job,
    shuffle,
    pairs: pairs.open(),
    write: (row) => writeRow(encodeRow(row)),
    surroundings,
    pulse: () => {},
  });
  for (const _ of reducing);
}
