import type { Protocol } from './protocols.ts';
import type { EachGroup, EachRecord, ShuffleDefinition, StepDefinition, Steps, Whole } from './step.ts';

/** Any of the three forms in which a step is given. */
interface AnySpec extends Partial<Omit<ShuffleDefinition, 'combiner' | 'reducer'>> {
  readonly mapper?: Given<EachRecord, 'map'>;
  readonly combiner?: Given<EachGroup, 'combine'>;
  readonly reducer?: Given<EachGroup, 'reduce'>;
  readonly output: StepDefinition['output'];
}

type Given<Each, Name extends string> =
  | Each
  | (Readonly<Record<Name, Each>> & Partial<Pick<Whole<Each>, 'init' | 'final'>>);

/** The start of a chain of steps over the records of the job's input. */
export function beginSteps<Record, Options>(input: Protocol<Record>): Steps<Record, 'between', Options> {
  return chain([], input) as unknown as Steps<Record, 'between', Options>;
}

function chain(definitions: readonly StepDefinition[], next: Protocol<unknown>): unknown {
  const append = (spec: AnySpec) => {
    const step: StepDefinition = {
      input: next,
      mapper: spec.mapper && whole(spec.mapper, 'map'),
      shuffle: shuffleOf(spec),
      output: spec.output,
    };
    return chain([...definitions, step], rowsOf(step));
  };
  return { definitions, mapReduce: append, map: append, reduce: append };
}

function shuffleOf(spec: AnySpec): ShuffleDefinition | undefined {
  const { key, value, combiner, reducer, sortValues = false, partitioner = 'hash' } = spec;
  if (reducer === undefined || key === undefined || value === undefined) return undefined;
  return {
    key,
    value,
    combiner: combiner && whole(combiner, 'combine'),
    reducer: whole(reducer, 'reduce'),
    sortValues,
    partitioner,
  };
}

function whole<Each, Name extends string>(given: Given<Each, Name>, name: Name): Whole<Each> {
  if (typeof given === 'function')
    return { given, init: () => undefined, each: given as Each, final: undefined };
  const parts = given as Readonly<Record<Name, Each>> & Partial<Whole<Each>>;
  return { given, init: parts.init ?? (() => undefined), each: parts[name], final: parts.final };
}

/** How the next step reads what this one wrote. */
function rowsOf({ output }: StepDefinition): Protocol<unknown> {
  return {
    kind: 'bytes',
    parse(line) {
      if (output.decodeRow === undefined)
        throw new TypeError('a step follows one whose output is for publishing only');
      return output.decodeRow(line);
    },
  };
}
