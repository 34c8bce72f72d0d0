/** Calls the library as told and prints its reply: for tests that need it in an environment of their own. */
import { toErrorReply } from '@oremill/types';
import { findExecution, readSkipped } from '../../src/output/read-output.ts';
import { resumeJob } from '../../src/resume-job.ts';
import { type RunJobOptions, runJob } from '../../src/run-job.ts';

const [action = '', json = ''] = process.argv.slice(2);
const options: RunJobOptions = JSON.parse(json);
const calls: Record<string, () => Promise<unknown>> = {
  run: () => runJob(options),
  resume: () => resumeJob(options),
  show: () => findExecution(options.output),
  skipped: () => readSkipped(options.output, { limit: 1 }),
};
const reply = await calls[action]?.().catch((error: unknown) => ({ error: toErrorReply(error) }));
process.stdout.write(JSON.stringify(reply));
