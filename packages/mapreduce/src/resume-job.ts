import { systemClock } from '@oremill/runtime';
import { type Execution, mapreduceError } from '@oremill/types';
import { conductExecution } from './conduct-execution.ts';
import { diskFiles } from './files/disk-files.ts';
import { findChanged } from './input/find-changed.ts';
import type { Source } from './input/plan-splits.ts';
import { pairsOf } from './job/define-job.ts';
import { validateOptions } from './job/job-options.ts';
import { hashJob, loadJob } from './job/load-job.ts';
import { newProgress } from './new-execution.ts';
import { outputPaths } from './output/output-paths.ts';
import { readResumable, takeOver } from './output/take-over.ts';
import { planMemory } from './plan-memory.ts';
import type { World } from './run-job.ts';
import { readJournal } from './runner/task-journal.ts';

export interface ResumeOptions {
  /** The output that the execution was to write. */
  readonly output: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((execution: Execution) => void) | undefined;
}

/** Goes on with an execution that was stopped or interrupted, from the tasks that it had finished. */
export async function resumeJob(options: ResumeOptions, world: Partial<World> = {}): Promise<Execution> {
  const { clock = systemClock, files = diskFiles } = world;
  const signal = options.signal ?? new AbortController().signal;
  const paths = outputPaths(options.output);
  const { execution: stopped, plan } = readResumable(paths);
  const jobModule = new URL(plan.job);
  const job = await loadJob(jobModule);
  if (hashJob(jobModule, plan.filePaths) !== plan.jobSha256) {
    throw notResumable(
      stopped.id,
      `its job module ${jobModule.pathname}, or a file that it ships with, has changed`,
      'Put it back, or run the job again.',
    );
  }
  await checkUnchanged(stopped.id, plan.sources);
  const memory = planMemory(plan.config, { collectsParts: pairsOf(job) !== undefined });
  const { finishedAt: _finishedAt, error: _error, ...kept } = stopped;
  // Its time goes on, so that the tasks of both sittings stand one after the other.
  const progress = { ...newProgress(plan.config), elapsedMs: stopped.progress.elapsedMs };
  const resumed: Execution = { ...kept, state: 'running', steps: [], counters: {}, progress };
  takeOver(paths, resumed);
  const entries = readJournal(paths.partial);
  const validated = validateOptions(job.name, job.options, plan.options);
  return conductExecution(
    {
      job,
      plan,
      validated,
      memory,
      execution: resumed,
      paths,
      files,
      clock,
      signal,
      onProgress: options.onProgress,
    },
    () => Promise.resolve({ sources: plan.sources, entries }),
  );
}

/** The same bytes must be read again: what is finished and what is not would else be of different inputs. */
async function checkUnchanged(id: string, sources: readonly Source[]): Promise<void> {
  const changed = await findChanged(sources);
  if (changed === undefined) return;
  throw notResumable(id, `${changed.name} has changed since it was read`, 'Run the job again.');
}

function notResumable(id: string, reason: string, hint: string): Error {
  return mapreduceError('NOT_RESUMABLE', `execution ${id} cannot be resumed: ${reason}`, { hint });
}
