/** Figures that a gate can be of, besides `steps.NAME.seconds`; not every commit has each of them. */
export const METRIC_NAMES = [
  'tests.total',
  'tests.failed',
  'tests.skipped',
  'tests.flaky',
  'tests.quarantined',
  'tests.seconds',
  'coverage.lines',
  'coverage.branches',
  'findings.total',
  'findings.error',
  'findings.warning',
  'findings.note',
  'duplication.blocks',
  'duplication.lines',
  'size.files',
  'size.code',
  'size.comment',
  'run.seconds',
] as const;
/** Also how long a step took, or one cell of its matrix: `steps.test.seconds`, `steps.test[node=22].seconds`. */
export type MetricName = (typeof METRIC_NAMES)[number] | `steps.${string}.seconds`;
