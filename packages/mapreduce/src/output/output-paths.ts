import { createHash } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { isObjectUri } from '@oremill/runtime/objects';
import { EXECUTION_FILE, PLAN_FILE } from '@oremill/types';
import { stagingFolder } from '../config.ts';

/**
 * Where an execution writes: beside the output, under a name that becomes the output's in one step. What goes to S3 is
 * made in a folder of this machine first.
 */
export interface OutputPaths {
  /** Absolute. */
  readonly output: string;
  /** `s3://bucket/folder`, where the output is uploaded to. */
  readonly target?: string | undefined;
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
  if (!isObjectUri(outputFolder)) return pathsOf(resolve(outputFolder));
  const target = outputFolder.replace(/\/+$/, '');
  // The same for the same URI, so that what a crash left is found again.
  const name = createHash('sha256').update(target).digest('hex').slice(0, 24);
  return { ...pathsOf(join(stagingFolder(), name)), target };
}

/** What an output is called. */
export function outputName({ output, target }: OutputPaths): string {
  return target ?? output;
}

function pathsOf(output: string): OutputPaths {
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
