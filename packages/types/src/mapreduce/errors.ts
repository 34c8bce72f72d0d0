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
  DISK_FULL: { status: 507 },
  /** The module could not be imported, or its default export is not a job. */
  JOB_INVALID: { status: 400 },
  JOB_MISSING: { status: 404 },
  /** More records failed than the given limit allows. */
  SKIP_LIMIT: { status: 422 },
  /** User code failed outside a mapper (reducer, combiner), or emitted what its codec refuses. */
  TASK_FAILED: { status: 422 },
  /** A worker thread died. */
  WORKER_LOST: { status: 500 },
  STOPPED: { status: 409 },
  EXECUTION_MISSING: { status: 404 },
  EXECUTION_NOT_RUNNING: { status: 409 },
  EXECUTION_NOT_SUCCEEDED: { status: 409 },
  EXECUTION_LIMIT: { status: 429 },
} as const;

export const mapreduceError = errorFamily(mapreduceErrors);
