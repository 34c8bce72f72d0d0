/** What every function of a job is given beside its data. */
export interface Task<Options> {
  /** Adds to a counter. Stays when a mapper throws on the record, so that a mapper can count why. */
  readonly count: (group: string, name: string, by?: number) => void;
  /** Says what the task is doing, in words, to whoever watches the execution. */
  readonly status: (words: string) => void;
  /** The job's options, validated. */
  readonly options: Options;
  /** Path of a file that the job ships with, by the name it was declared under. Throws for another name. */
  readonly file: (name: string) => string;
}

/** A task that sends pairs to the reducers: withdrawn when the mapper throws on this record. */
export interface MapTask<Key, Value, Options = unknown> extends Task<Options> {
  readonly emit: (key: Key, value: Value) => void;
  /** The file that is being read, as it was named, and the byte at which the record begins. */
  readonly place: () => Place;
}

export interface Place {
  readonly file: string;
  readonly offset: number;
}

export interface CombineTask<Value, Options = unknown> extends Task<Options> {
  /** Replaces the values seen so far of this key. */
  readonly emit: (value: Value) => void;
}

export interface ReduceTask<Row, Options = unknown> extends Task<Options> {
  readonly emit: (row: Row) => void;
}

/** The task of a mapper in a step without reducers: its rows are the output. */
export interface MapOnlyTask<Row, Options = unknown> extends ReduceTask<Row, Options> {
  readonly place: () => Place;
}

/** A function for each record; or that with a beginning and an end, and state between them, once a task. */
export type Mapper<Record, T, State> =
  | ((record: Record, task: T) => void)
  | {
      readonly init: (task: T) => State;
      readonly map: (record: Record, task: T, state: State) => void;
      readonly final?: (task: T, state: State) => void;
    };

/** Runs on sorted pairs before they are spilled and while spills are merged, any number of times or never. */
export type Combiner<Key, Value, T, State> =
  | ((key: Key, values: Iterable<Value>, task: T) => void)
  | {
      readonly init: (task: Omit<T, 'emit'>) => State;
      readonly combine: (key: Key, values: Iterable<Value>, task: T, state: State) => void;
      readonly final?: (task: Omit<T, 'emit'>, state: State) => void;
    };

/** Called once for each key, in the order of the keys' bytes; `values` can be read once. State lasts a partition. */
export type Reducer<Key, Value, T, State> =
  | ((key: Key, values: Iterable<Value>, task: T) => void)
  | {
      readonly init: (task: T) => State;
      readonly reduce: (key: Key, values: Iterable<Value>, task: T, state: State) => void;
      readonly final?: (task: T, state: State) => void;
    };
