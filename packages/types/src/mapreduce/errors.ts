import { errorFamily } from '../errors.ts';

export const mapreduceErrors = {
  /** No file, glob or folder matches an input. */
  INPUT_MISSING: { status: 400 },
  /** An input exists and cannot be read. */
  INPUT_UNREADABLE: { status: 400 },
  /** The API was given a path outside the configured roots. */
  INPUT_FORBIDDEN: { status: 403 },
  /** An upload id that is not known. */
  UPLOAD_MISSING: { status: 404 },
  UPLOAD_TOO_LARGE: { status: 413 },
  /** The output folder is there already, or another execution is writing it. */
  OUTPUT_EXISTS: { status: 409 },
  OUTPUT_UNWRITABLE: { status: 400 },
  /** The output is made, and not where it was to go: the execution can be resumed. */
  UPLOAD_FAILED: { status: 502 },
  DISK_FULL: { status: 507 },
  /** The module could not be imported, or its default export is not a job. */
  JOB_INVALID: { status: 400 },
  JOB_MISSING: { status: 404 },
  /** An option of a job is unknown, missing or of the wrong type. */
  OPTION_INVALID: { status: 400 },
  /** More records failed than the given limit allows. */
  SKIP_LIMIT: { status: 422 },
  /** User code failed outside a mapper (reducer, combiner), or emitted what its codec refuses. */
  TASK_FAILED: { status: 422 },
  /** A program that a task needs is not there, or may not be run. */
  COMMAND_MISSING: { status: 500 },
  /** A worker thread, or a process, died. */
  WORKER_LOST: { status: 500 },
  /** A task made no progress for longer than its time limit. */
  TASK_HUNG: { status: 422 },
  /** A spill is not what was written: its checksum differs, or it was cut short. */
  SPILL_CORRUPT: { status: 500 },
  /** An execution cannot be resumed: nothing of it is left, or its job or input has changed. */
  NOT_RESUMABLE: { status: 409 },
  STOPPED: { status: 409 },
  EXECUTION_MISSING: { status: 404 },
  EXECUTION_NOT_RUNNING: { status: 409 },
  /** Only an execution that has ended can be resumed or discarded. */
  EXECUTION_RUNNING: { status: 409 },
  EXECUTION_NOT_SUCCEEDED: { status: 409 },
  EXECUTION_LIMIT: { status: 429 },
} as const;

export const mapreduceError = errorFamily(mapreduceErrors);
