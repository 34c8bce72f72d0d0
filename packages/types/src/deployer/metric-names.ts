/** Figures that a gate can be of; not every commit has each of them. */
export const METRIC_NAMES = [
  'tests.total',
  'tests.failed',
  'tests.skipped',
  'tests.flaky',
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
] as const;
export type MetricName = (typeof METRIC_NAMES)[number];
