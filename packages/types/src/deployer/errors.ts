import { errorFamily } from '../errors.ts';

export const deployerErrors = {
  /** A report that is cut, damaged or not of its format; the message has file, line and column. */
  REPORT_INVALID: { status: 400 },
  /** Of a format that nobody here reads. */
  REPORT_UNKNOWN: { status: 400 },
  REPORT_MISSING: { status: 404 },
  /** More than is read of a report, or of one text in it. */
  REPORT_TOO_LARGE: { status: 413 },
  /** A file of gates, or of what they compare with, that says something else; the message has the path in it. */
  GATES_INVALID: { status: 400 },
  /** A repository that says nothing of how it is built. */
  PIPELINE_MISSING: { status: 404 },
  /** Its config has an unknown name, a cycle, another type; the message has file and line. */
  PIPELINE_INVALID: { status: 400 },
  REPOSITORY_MISSING: { status: 404 },
  /** A name or address that is taken, or is no repository. */
  REPOSITORY_INVALID: { status: 400 },
  /** Git, or the machine that a repository is on, does not do what is asked. */
  GIT_FAILED: { status: 502 },
  COMMIT_MISSING: { status: 404 },
  RUN_MISSING: { status: 404 },
  /** It is not in a state in which this can be done. */
  RUN_STATE: { status: 409 },
  /** The pipeline of the commit does not name its branch or tag. */
  RUN_UNWANTED: { status: 409 },
  RUN_TIMED_OUT: { status: 422 },
  /** Another engine has taken the run over: what this one still does is not recorded. */
  LEASE_LOST: { status: 409 },
  STEP_MISSING: { status: 404 },
  STEP_FAILED: { status: 422 },
  /** A service that was not ready in its time, or has ended. */
  SERVICE_FAILED: { status: 422 },
  ARTIFACT_MISSING: { status: 404 },
  /** A secret that cannot be read, or whose file others may read. */
  SECRET_UNREADABLE: { status: 422 },
  /** What is wanted is not there: bubblewrap, docker, turbo. */
  TOOL_MISSING: { status: 422 },
  /** A signature that is not there or not right, or a delivery that was here before. */
  WEBHOOK_REFUSED: { status: 401 },
  WEBHOOK_INVALID: { status: 400 },
  /** The role of this token does not do this. */
  ROLE_INSUFFICIENT: { status: 403 },
  TOKEN_MISSING: { status: 404 },
  /** A name that a token has, or has had. */
  TOKEN_EXISTS: { status: 409 },
  /** A variable that says how much is kept, and is no number or size. */
  LIMIT_INVALID: { status: 400 },
  /** A test that is not in quarantine. */
  TEST_MISSING: { status: 404 },
  /** A figure that has no best value. */
  METRIC_MISSING: { status: 404 },
  /** A quarantine that would have no end, or has ended before it begins. */
  QUARANTINE_INVALID: { status: 400 },
  /** More logs, artifacts or caches than there may be. */
  QUOTA_REACHED: { status: 507 },
} as const;

export const deployerError = errorFamily(deployerErrors);
