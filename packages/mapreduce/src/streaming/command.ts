import { mapreduceError } from '@oremill/types';

/** A program as a mapper, combiner or reducer. */
export interface Command {
  (...args: unknown[]): never;
  /** The program, and what it is given. */
  readonly argv: readonly [string, ...string[]];
}

/**
 * Any program that reads lines and writes `key TAB value` lines: `mapper: command(['awk', '{ print $1 "\t" 1 }'])`.
 * It runs with the streaming runner and on Hadoop, in a folder in which the job's files lie under their names.
 */
export function command(argv: readonly [string, ...string[]]): Command {
  const refuse = (): never => {
    throw mapreduceError('JOB_INVALID', `${argv[0]} is a program, which only the streaming runner can run`, {
      hint: 'Add: --runner streaming',
    });
  };
  return Object.assign(refuse, { argv });
}

/** The command line, if it is a program that the job gave for this. */
export function commandOf(whole: { readonly given: unknown } | undefined): Command['argv'] | undefined {
  const { argv } = (whole?.given ?? {}) as Partial<Command>;
  return typeof whole?.given === 'function' ? argv : undefined;
}
