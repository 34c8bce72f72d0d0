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
} as const;

export const deployerError = errorFamily(deployerErrors);
