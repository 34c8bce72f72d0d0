import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Execution } from '@oremill/types';
import { type RunJobOptions, runJob } from '../../src/run-job.ts';
import { useScratch, writeInput } from '../scratch.ts';

export interface ExampleOutput {
  readonly execution: Execution;
  /** Lines of each part, in the order of the parts. */
  readonly parts: readonly (readonly string[])[];
  /** All lines, sorted by their bytes. */
  readonly rows: readonly string[];
}

/** Splits so small that every example has several map tasks, and what they emit is merged. */
const SMALL_SPLITS = { splitBytesMin: 8192, splitBytesMax: 8192 };

type Inputs = Readonly<Record<string, string | Uint8Array>> | readonly string[];

/** Runs an example by its name, on texts by file name or on files that are there. */
export function useExamples(): (
  name: string,
  inputs: Inputs,
  options?: Partial<RunJobOptions>,
) => Promise<ExampleOutput> {
  const scratch = useScratch();
  return async (name, inputs, options) => {
    const folder = scratch();
    const paths = isPaths(inputs)
      ? inputs
      : Object.entries(inputs).map(([file, content]) => writeInput(folder, file, content));
    const output = join(folder, 'output');
    const execution = await runJob({
      job: new URL(`../../examples/${name}.ts`, import.meta.url),
      inputs: paths,
      output,
      runner: 'inline',
      limits: SMALL_SPLITS,
      ...options,
    });
    const names = readdirSync(output).filter((file) => file.startsWith('part-'));
    const parts = names.sort().map((file) => linesOf(readFileSync(join(output, file), 'utf8')));
    return { execution, parts, rows: byBytes(parts.flat()) };
  };
}

export function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

export function byBytes(lines: Iterable<string>): string[] {
  return [...lines].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function isPaths(inputs: Inputs): inputs is readonly string[] {
  return Array.isArray(inputs);
}
