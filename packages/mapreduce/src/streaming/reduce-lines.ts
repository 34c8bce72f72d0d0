import type { ShuffleDefinition } from '../job/step.ts';
import { reduceGroups } from '../reduce/reduce-partition.ts';
import { combineGroups } from '../shuffle/combine-groups.ts';
import { combinerOverBytes } from '../shuffle/step-combiner.ts';
import type { PhaseContext } from './run-streaming-task.ts';
import { escapeStreamField } from './stream-field.ts';
import type { StreamPairs } from './stream-pairs.ts';

/** Writes the rows that the reducer makes of sorted pairs. */
export function reduceLines(context: PhaseContext, shuffle: ShuffleDefinition, pairs: StreamPairs): void {
  const { task, step, output, progress, surroundings, moveOn } = context;
  const { encodeRow } = step.output;
  const write = (row: unknown) => {
    output.addLine(encodeRow(row));
    output.beginRecord();
  };
  const pulse = (groups: number) => {
    progress.groups = groups + 1;
    progress.rows = output.count;
  };
  const reducing = reduceGroups({ job: task.job.name, shuffle, pairs, write, surroundings, pulse });
  for (const _ of reducing) moveOn();
  progress.rows = output.count;
}

/** Writes the fewer pairs that the combiner makes of sorted pairs, in the same order. */
export function combineLines(
  { task, output, surroundings, moveOn }: PhaseContext,
  shuffle: ShuffleDefinition,
  pairs: StreamPairs,
  pairBytesMax: number,
): void {
  // The engine's own way to add up needs its hash table; here `sum` is a function like others.
  const combiner = shuffle.combiner && { ...shuffle.combiner, given: undefined };
  const { combine, end } = combinerOverBytes(task.job.name, { ...shuffle, combiner }, surroundings);
  if (combine?.kind !== 'function') return;
  combineGroups(pairs, {
    combine: combine.combine,
    sortValues: shuffle.sortValues,
    pairBytesMax,
    write(key, value) {
      output.addLine(escapeStreamField(key), escapeStreamField(value));
      output.beginRecord();
      moveOn();
    },
  });
  end();
}
