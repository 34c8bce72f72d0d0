import type { Codec } from './codecs.ts';
import type { Output } from './output.ts';
import type { Protocol } from './protocols.ts';
import type { Combiner, CombineTask, MapOnlyTask, Mapper, MapTask, Reducer, ReduceTask } from './task.ts';

type Kind = 'published' | 'between';

/** Which reducer has a key: by a hash of its bytes, by its range so that the parts are in order, or as you say. */
export type Partitioner<Key> = 'hash' | 'range' | ((key: Key, partitions: number) => number);

interface ShuffleSpec<Key, Value> {
  readonly key: Codec<Key>;
  readonly value: Codec<Value>;
  /** Values of a key in the order of their bytes (a secondary sort); otherwise in the order of the input. */
  readonly sortValues?: boolean;
  readonly partitioner?: Partitioner<NoInfer<Key>>;
}

export interface MapReduceSpec<
  Record,
  Key,
  Value,
  Row,
  K extends Kind,
  Options,
  MapState,
  CombineState,
  ReduceState,
> extends ShuffleSpec<Key, Value> {
  /** A throw skips the record: it is counted, and kept in `_skipped.jsonl` with the reason. */
  readonly mapper: Mapper<NoInfer<Record>, MapTask<NoInfer<Key>, NoInfer<Value>, NoInfer<Options>>, MapState>;
  /** Must not change what the reducer makes of the values: a sum, a maximum, the first ten. */
  readonly combiner?: Combiner<Key, Value, CombineTask<Value, NoInfer<Options>>, CombineState>;
  readonly reducer: Reducer<Key, Value, ReduceTask<NoInfer<Row>, NoInfer<Options>>, ReduceState>;
  readonly output: Output<Row, K>;
}

/** A step without reducers: rows in the order of the input, one part for each map task. */
export interface MapOnlySpec<Record, Row, K extends Kind, Options, MapState> {
  readonly mapper: Mapper<NoInfer<Record>, MapOnlyTask<NoInfer<Row>, NoInfer<Options>>, MapState>;
  readonly output: Output<Row, K>;
}

/** A step without a mapper: its records are pairs already. */
export type ReduceOnlySpec<Key, Value, Row, K extends Kind, Options, CombineState, ReduceState> = Omit<
  MapReduceSpec<never, Key, Value, Row, K, Options, never, CombineState, ReduceState>,
  'mapper'
>;

/** The steps of a job in order; what one emits is what the next one's mapper gets. */
export interface Steps<Record, K extends Kind, Options> {
  readonly definitions: readonly StepDefinition[];
  mapReduce<Key, Value, Row, NextKind extends Kind, MapState, CombineState, ReduceState>(
    spec: MapReduceSpec<Record, Key, Value, Row, NextKind, Options, MapState, CombineState, ReduceState>,
  ): Steps<Row, NextKind, Options>;
  map<Row, NextKind extends Kind, MapState>(
    spec: MapOnlySpec<Record, Row, NextKind, Options, MapState>,
  ): Steps<Row, NextKind, Options>;
  reduce<Key, Value, Row, NextKind extends Kind, CombineState, ReduceState>(
    this: Steps<readonly [Key, Value], Kind, Options>,
    spec: ReduceOnlySpec<Key, Value, Row, NextKind, Options, CombineState, ReduceState>,
  ): Steps<Row, NextKind, Options>;
  /** Kept by the type alone: the last step's output must be a published one. */
  readonly kind?: K;
}

/** A step as the engine runs it: its types erased. */
export interface StepDefinition {
  readonly input: Protocol<unknown>;
  /** Undefined: its records are pairs already. */
  readonly mapper: Whole<EachRecord> | undefined;
  /** Undefined: a step without reducers. */
  readonly shuffle: ShuffleDefinition | undefined;
  readonly output: Output<unknown>;
}

export interface ShuffleDefinition {
  readonly key: Codec<unknown>;
  readonly value: Codec<unknown>;
  readonly combiner: Whole<EachGroup> | undefined;
  readonly reducer: Whole<EachGroup>;
  readonly sortValues: boolean;
  readonly partitioner: Partitioner<unknown>;
}

/** A mapper, combiner or reducer with its beginning and end, whether the job gave these or not. */
export interface Whole<Each> {
  /** What the job gave: how a built-in function is recognised. */
  readonly given: unknown;
  readonly init: (task: unknown) => unknown;
  readonly each: Each;
  readonly final: ((task: unknown, state: unknown) => unknown) | undefined;
}

export type EachRecord = (record: unknown, task: unknown, state: unknown) => unknown;
export type EachGroup = (key: unknown, values: Iterable<unknown>, task: unknown, state: unknown) => unknown;
