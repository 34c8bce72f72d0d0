import { basename, dirname, join, resolve } from 'node:path';
import { EXECUTION_FILE } from '@oremill/types';

/** Where an execution writes: beside the output, under a name that becomes the output's in one step. */
export interface OutputPaths {
  readonly output: string;
  readonly parent: string;
  /** Holds parts, spills and state until the output is complete. */
  readonly partial: string;
  readonly execution: string;
  readonly spills: string;
  readonly stdin: string;
}

export function outputPaths(outputFolder: string): OutputPaths {
  const output = resolve(outputFolder);
  const parent = dirname(output);
  const partial = join(parent, `${basename(output)}.partial`);
  return {
    output,
    parent,
    partial,
    execution: join(partial, EXECUTION_FILE),
    spills: join(partial, 'spills'),
    stdin: join(partial, 'spills', 'stdin'),
  };
}
