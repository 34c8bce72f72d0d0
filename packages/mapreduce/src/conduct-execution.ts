import type { Clock, Files } from '@oremill/runtime';
import { AppError, type Execution, mapreduceError, type Part } from '@oremill/types';
import { environmentObjects } from './files/environment-objects.ts';
import type { Source } from './input/plan-splits.ts';
import type { JobDefinition } from './job/define-job.ts';
import { writeProgress } from './output/execution-file.ts';
import { keepOutcome } from './output/keep-outcome.ts';
import { objectPartName } from './output/object-output.ts';
import type { OutputPaths } from './output/output-paths.ts';
import type { StoredPlan } from './output/plan-file.ts';
import { publishToObjects } from './output/publish-to-objects.ts';
import type { MemoryPlan } from './plan-memory.ts';
import { FinishedTasks } from './runner/finished-tasks.ts';
import { openRunner } from './runner/open-runner.ts';
import { StopSwitch } from './runner/stop-switch.ts';
import { type JournalEntry, TaskJournal } from './runner/task-journal.ts';
import { ExecutionTracker } from './track-execution.ts';
import { walkSteps } from './walk-steps.ts';

/** What is known before the first byte is read, of a new execution or of one that is resumed. */
export interface Conducted {
  readonly job: JobDefinition;
  readonly plan: Omit<StoredPlan, 'sources'>;
  /** The options as the job's functions get them. */
  readonly validated: unknown;
  readonly memory: MemoryPlan;
  readonly execution: Execution;
  readonly paths: OutputPaths;
  readonly files: Files;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly profileFolder?: string | undefined;
  readonly onProgress: ((execution: Execution) => void) | undefined;
}

export interface Work {
  readonly sources: readonly Source[];
  /** Tasks that are finished already. */
  readonly entries: readonly JournalEntry[];
}

/** Nothing is wrong with the job: what it has made is kept. */
const RESUMABLE: ReadonlySet<string> = new Set(['STOPPED', 'UPLOAD_FAILED']);

/** Walks the steps in a claimed folder and publishes it; whatever happens, the stored state tells it. */
export async function conductExecution(
  conducted: Conducted,
  prepare: (stop: StopSwitch) => Promise<Work>,
): Promise<Execution> {
  const { job, execution, paths, files, clock, signal, onProgress } = conducted;
  const tracker = new ExecutionTracker(execution, {
    steps: job.steps.length,
    clock,
    onProgress: onProgress ?? (() => {}),
    store: (state) => writeProgress(paths.execution, state),
  });
  const stop = new StopSwitch(signal, () => stoppedError(job, execution.output));
  try {
    tracker.begin('plan');
    const { sources, entries } = await prepare(stop);
    await walkAndPublish(conducted, tracker, stop, { sources, entries });
  } catch (error) {
    const isStop = error instanceof AppError && RESUMABLE.has(error.code);
    await keepOutcome(tracker.fail(isStop ? 'stopped' : 'failed', error), paths, files);
    tracker.tell();
    throw error;
  } finally {
    stop.close();
  }
  tracker.tell();
  return tracker.execution;
}

async function walkAndPublish(
  conducted: Conducted,
  tracker: ExecutionTracker,
  stop: StopSwitch,
  { sources, entries }: Work,
): Promise<void> {
  const { job, plan, validated, memory, execution, paths, files, clock, signal } = conducted;
  const { config } = plan;
  const runner = await openRunner({
    job,
    jobModule: new URL(plan.job),
    config,
    memory,
    paths,
    files,
    clock,
    options: validated,
    givenOptions: plan.options,
    filePaths: plan.filePaths,
    outputPlan: plan.outputPlan,
    profileFolder: conducted.profileFolder,
  });
  const journal = new TaskJournal(paths.partial, files, entries);
  try {
    const finished = new FinishedTasks(entries);
    const walk = {
      job,
      config,
      limits: memory.limits,
      paths,
      files,
      tracker,
      stop,
      runner,
      journal,
      finished,
    };
    const { parts, skippedPaths } = await walkSteps(walk, sources);
    // From here on a stop comes too late, but for an upload: what is left takes a moment, and half of it would be
    // neither state.
    tracker.begin('publish');
    journal.sync();
    const { encoding, columns } = job;
    const { compression } = config;
    const published = tracker.succeed({
      version: 1,
      encoding,
      ...(compression === 'none' ? {} : { compression }),
      columns: [...columns],
      parts: paths.target === undefined ? [...parts] : asObjects(parts, execution.id),
    });
    const { overwrite } = config;
    await runner.run([{ kind: 'publish', execution: published, skippedPaths, overwrite }], {});
    const { target } = paths;
    if (target !== undefined) {
      const upload = { execution: published, paths: { ...paths, target }, overwrite, signal };
      await stop.orElse(publishToObjects({ ...upload, objects: environmentObjects }));
    }
  } finally {
    await runner.close();
    journal.close();
  }
}

/** The parts under the names that they have in a bucket. */
function asObjects(parts: readonly Part[], executionId: string): Part[] {
  return parts.map((part) => ({ ...part, path: objectPartName(part.path, executionId) }));
}

export function stoppedError(job: JobDefinition, output: string): Error {
  return mapreduceError('STOPPED', `job ${job.name} was stopped`, {
    hint: `Go on with: mapreduce resume ${output}. Or run it again, from the beginning.`,
  });
}
