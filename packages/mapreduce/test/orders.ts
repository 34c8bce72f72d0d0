import { join } from 'node:path';
import type { Runner } from '@oremill/types';
import type { RunJobOptions } from '../src/run-job.ts';
import { useScratch, writeInput } from './scratch.ts';

const OBEDIENT = new URL('jobs/obedient.ts', import.meta.url);

/** Makes options to run the obedient job on lines, in a folder of their own that is removed after the test. */
export function useOrders() {
  const scratch = useScratch();
  return (lines: string | Uint8Array, options: Partial<RunJobOptions> = {}) => {
    const folder = scratch();
    const input = writeInput(folder, 'orders.txt', lines);
    const output = join(folder, 'output');
    return {
      folder,
      input,
      output,
      options: { job: OBEDIENT, inputs: [input], output, runner: 'inline' as Runner, ...options },
    };
  };
}
