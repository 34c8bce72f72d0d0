import { sum } from '../job/built-ins.ts';
import { integer } from '../job/codecs.ts';
import type { ShuffleDefinition } from '../job/step.ts';
import { taskFailed } from '../job/task-failed.ts';
import { type TaskSurroundings, taskFunctions } from '../job/task-functions.ts';
import type { Combine } from './shuffle-writer.ts';

/** A combiner over bytes, and its end. */
export interface BytesCombiner {
  readonly combine: Combine | undefined;
  readonly end: () => void;
}

/** Wraps the codecs around a step's combiner; `sum` over integers is left to the shuffle's own hash table. */
export function combinerOverBytes(
  job: string,
  { key, value, combiner }: ShuffleDefinition,
  surroundings: TaskSurroundings,
): BytesCombiner {
  if (combiner === undefined) return { combine: undefined, end: () => {} };
  if (combiner.given === sum && value === integer) return { combine: { kind: 'sum' }, end: () => {} };
  const functions = taskFunctions(surroundings);
  let send: (value: string | Uint8Array) => void = () => {};
  const task = { ...functions, emit: (emitted: unknown) => send(value.encode(emitted)) };
  let state: unknown;
  let isBegun = false;
  return {
    combine: {
      kind: 'function',
      combine(keyBytes, values, emit) {
        send = emit;
        try {
          if (!isBegun) state = combiner.init(functions);
          isBegun = true;
          combiner.each(key.decode(keyBytes), decoded(values, value.decode), task, state);
        } catch (error) {
          throw taskFailed(job, 'combiner', { bytes: keyBytes, decode: key.decode }, error);
        }
      },
    },
    end() {
      if (isBegun) combiner.final?.(functions, state);
    },
  };
}

function* decoded(values: Iterable<Buffer>, decode: (bytes: Buffer) => unknown): Iterable<unknown> {
  for (const value of values) yield decode(value);
}
