import type { CombineTask, MapTask, ReduceTask } from './task.ts';

/** A reducer that makes one row of each pair: its key, then the fields of its value. */
export function identity<Key, Value extends readonly unknown[]>(
  key: Key,
  values: Iterable<Value>,
  task: Pick<ReduceTask<[Key, ...Value]>, 'emit'>,
): void {
  for (const value of values) task.emit([key, ...value]);
}

/** A reducer that gives each pair to the output as it is. */
export function eachPair<Key, Value>(
  key: Key,
  values: Iterable<Value>,
  task: Pick<ReduceTask<readonly [Key, Value]>, 'emit'>,
): void {
  for (const value of values) task.emit([key, value]);
}

/** A combiner that adds up `integer` values. With it pairs are counted in a hash table instead of being sorted. */
export function sum(_key: unknown, values: Iterable<number>, task: Pick<CombineTask<number>, 'emit'>): void {
  task.emit(total(values));
}

/** A reducer that makes one row of each key: the key and the sum of its values. */
export function keyAndSum<Key>(
  key: Key,
  values: Iterable<number>,
  task: Pick<ReduceTask<[Key, number]>, 'emit'>,
): void {
  task.emit([key, total(values)]);
}

/** Throws a RangeError when integers add up to more than is exact: what comes then would be rounded. */
function total(values: Iterable<number>): number {
  let sumOfAll = 0;
  let areIntegers = true;
  for (const value of values) {
    areIntegers &&= Number.isSafeInteger(value);
    sumOfAll += value;
    if (areIntegers && !Number.isSafeInteger(sumOfAll)) {
      throw new RangeError('the sum is beyond the integers that are exact');
    }
  }
  return sumOfAll;
}

/** A mapper and the separator by which the engine can do its work on whole chunks of input. */
export interface TokenMapper {
  (line: string, task: Pick<MapTask<string, number>, 'emit'>): void;
  readonly separator: string;
}

/** A mapper that emits (token, 1) for each part of a line between separators (one ASCII character), empty ones left out. */
export function tokens(separator = ' '): TokenMapper {
  if (separator.length !== 1 || separator > '\x7f' || '\0\n\r'.includes(separator))
    throw new TypeError('a separator is one ASCII character, not a line ending');
  return Object.assign(
    (line: string, task: Pick<MapTask<string, number>, 'emit'>) => {
      for (const token of line.split(separator)) if (token !== '') task.emit(token, 1);
    },
    { separator },
  );
}
