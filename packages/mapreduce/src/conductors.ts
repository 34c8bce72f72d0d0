import type { resumeJob as ResumeJob } from './resume-job.ts';
import type { retrySkipped as RetrySkipped } from './retry-skipped.ts';
import type { runJob as RunJob } from './run-job.ts';
import type { tryJob as TryJob } from './try-job.ts';

// What runs jobs is loaded when it is called. A job's module imports the package as well, in each worker, and there
// nobody calls it: a worker starts with half as much to load.

/** Runs a job. Resolves when its output is published; rejects with the AppError that the stored state also holds. */
export const runJob: typeof RunJob = async (...args) => (await import('./run-job.ts')).runJob(...args);

/** Goes on with an execution that was stopped or interrupted, from the tasks that it had finished. */
export const resumeJob: typeof ResumeJob = async (...args) =>
  (await import('./resume-job.ts')).resumeJob(...args);

/** Runs a job on the records that an execution skipped. */
export const retrySkipped: typeof RetrySkipped = async (...args) =>
  (await import('./retry-skipped.ts')).retrySkipped(...args);

/** Runs a job on the head of its input, and tells what each phase emits. */
export const tryJob: typeof TryJob = async (...args) => (await import('./try-job.ts')).tryJob(...args);
