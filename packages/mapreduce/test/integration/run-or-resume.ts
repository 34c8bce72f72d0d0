import { existsSync } from 'node:fs';
import { AppError } from '@oremill/types';
import { resumeJob } from '../../src/resume-job.ts';
import { runJob } from '../../src/run-job.ts';

/** `run-or-resume.ts <input> <output>`: what a person does after a crash, small splits so that there is much to resume. */
const [input = '', output = ''] = process.argv.slice(2);

const limits = {
  splitBytesMin: 20_000,
  splitBytesMax: 20_000,
  arenaBytes: 2 ** 16,
  mergeFanIn: 4,
  writeBytes: 4096,
};
const job = new URL('../jobs/two-steps.ts', import.meta.url);

async function runOrResume(): Promise<string> {
  if (!existsSync(`${output}.partial`)) {
    await runJob({ job, inputs: [input], output, workers: 2, limits });
    return 'ran';
  }
  try {
    const { steps } = await resumeJob({ output });
    return `resumed ${steps.length}`;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'NOT_RESUMABLE')) throw error;
    await runJob({ job, inputs: [input], output, workers: 2, limits });
    return 'ran again';
  }
}

console.log(await runOrResume());
