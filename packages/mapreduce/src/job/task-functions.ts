import type { CounterSet } from './counters.ts';
import type { Task } from './task.ts';

/** What the functions of a task are given, whichever they are. */
export interface TaskSurroundings {
  readonly counters: CounterSet;
  readonly status: (words: string) => void;
  readonly options: unknown;
  /** Paths of the job's files, by name. */
  readonly filePaths: Readonly<Record<string, string>>;
}

export function taskFunctions({ counters, status, options, filePaths }: TaskSurroundings): Task<unknown> {
  return {
    count: (group, name, by) => counters.add(group, name, by),
    status,
    options,
    file(name) {
      const path = Object.hasOwn(filePaths, name) ? filePaths[name] : undefined;
      if (path === undefined) {
        throw new Error(`the job ships no file named ${name}: declare it under \`files\``);
      }
      return path;
    },
  };
}
