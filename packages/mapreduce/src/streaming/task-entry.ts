import { parseArgs } from 'node:util';
import { keepCompiledCode } from '@oremill/runtime/compile-cache';

// The process of one task of the streaming runner: `mapreduce task` without the other commands.

keepCompiledCode();
const { taskMain } = await import('./main.ts');

const text = { type: 'string' } as const;
const { job, step, phase, skipped } = parseArgs({
  options: { job: text, step: text, phase: text, skipped: text },
}).values;
if (job === undefined || (phase !== 'map' && phase !== 'combine' && phase !== 'reduce')) {
  throw new TypeError('the streaming runner begins its tasks with --job and --phase');
}
// A timer that the job has left behind would keep the process alive.
process.exit(await taskMain(job, { step: Number(step), phase, skipped }));
