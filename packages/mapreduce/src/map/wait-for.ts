/** What a task yields: nothing when it only lets others have a turn, a promise when it cannot go on before. */
export type TaskPause = Promise<void> | void;

/** The value, in a task that may have to wait for it; a rejection is thrown where the task waits. */
export function* waitFor<Value>(value: Value | Promise<Value>): Generator<TaskPause, Value> {
  if (!(value instanceof Promise)) return value;
  let settle = (): Value => {
    throw new Error('a task was resumed before what it waits for was there');
  };
  yield value.then(
    (result) => {
      settle = () => result;
    },
    (error: unknown) => {
      settle = () => {
        throw error;
      };
    },
  );
  return settle();
}
