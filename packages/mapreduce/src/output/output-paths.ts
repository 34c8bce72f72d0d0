import { basename, dirname, join, resolve } from 'node:path';
import { EXECUTION_FILE, PLAN_FILE } from '@oremill/types';

/** Where an execution writes: beside the output, under a name that becomes the output's in one step. */
export interface OutputPaths {
  readonly output: string;
  readonly parent: string;
  /** Holds parts, spills and state until the output is complete. */
  readonly partial: string;
  readonly execution: string;
  readonly spills: string;
  /** What is needed to resume. */
  readonly plan: string;
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
    plan: join(partial, PLAN_FILE),
    stdin: join(partial, 'spills', 'stdin'),
  };
}

/** Where a step writes its parts: the last one to the output itself, others to a folder for the step after them. */
export function stepFolder({ partial }: OutputPaths, step: number, steps: number): string {
  return step === steps - 1 ? partial : join(partial, `step-${step + 1}`);
}
