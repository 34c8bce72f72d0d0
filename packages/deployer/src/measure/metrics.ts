import type { CodeFinding, Covered, FileCoverage, Metrics, TestCase, ToolReport } from '@oremill/types';

/**
 * Figures of all reports of a commit together. Shares are percent; what no report tells has no figure, and a share of
 * nothing has none either.
 */
export function metricsOf(reports: readonly ToolReport[]): Metrics {
  const metrics: Record<string, number> = {};
  const add = (name: string, value: number): void => {
    metrics[name] = (metrics[name] ?? 0) + value;
  };
  for (const report of reports) {
    switch (report.kind) {
      case 'tests':
        addTests(report, add);
        break;
      case 'coverage':
        // All of them together, below.
        break;
      case 'findings':
        addFindings(report.findings, add);
        break;
      case 'duplication':
        add('duplication.blocks', report.duplications.length);
        // The first of equal places is the original.
        add(
          'duplication.lines',
          sum(report.duplications, ({ lines, places }) => lines * (places.length - 1)),
        );
        break;
      case 'size':
        add('size.files', report.files.length);
        add(
          'size.code',
          sum(report.files, ({ code }) => code),
        );
        add(
          'size.comment',
          sum(report.files, ({ comment }) => comment),
        );
        break;
    }
  }
  const files = coverageOf(reports);
  addShare(
    'coverage.lines',
    files.map(({ lines }) => lines),
    metrics,
  );
  addShare(
    'coverage.branches',
    files.map(({ branches }) => branches),
    metrics,
  );
  return metrics;
}

function addTests(
  { cases }: Extract<ToolReport, { kind: 'tests' }>,
  add: (name: string, value: number) => void,
): void {
  const count = (holds: (one: (typeof cases)[number]) => boolean) => cases.filter(holds).length;
  add('tests.total', cases.length);
  add('tests.failed', count(isFailure));
  add(
    'tests.quarantined',
    count((one) => hasFailed(one) && !isFailure(one)),
  );
  add(
    'tests.skipped',
    count(({ outcome }) => outcome === 'skipped'),
  );
  add(
    'tests.flaky',
    count(({ isFlaky }) => isFlaky),
  );
  add(
    'tests.seconds',
    sum(cases, ({ seconds = 0 }) => seconds),
  );
}

/** It did not come to a good end. */
export function hasFailed({ outcome }: Pick<TestCase, 'outcome'>): boolean {
  return outcome === 'failed' || outcome === 'errored';
}

/** It has failed, and that counts. */
export function isFailure(test: Pick<TestCase, 'outcome' | 'isQuarantined'>): boolean {
  return hasFailed(test) && test.isQuarantined !== true;
}

function addFindings(findings: readonly CodeFinding[], add: (name: string, value: number) => void): void {
  add('findings.total', findings.length);
  for (const severity of ['error', 'warning', 'note'] as const) {
    add(`findings.${severity}`, findings.filter((finding) => finding.severity === severity).length);
  }
}

/** Each file once: of several reports, as the one tells that has seen most of it run. */
export function coverageOf(reports: readonly ToolReport[]): FileCoverage[] {
  const best = new Map<string, FileCoverage>();
  for (const each of reports.flatMap((report) => (report.kind === 'coverage' ? report.files : []))) {
    const known = best.get(each.file);
    if (known === undefined || known.lines.covered < each.lines.covered) best.set(each.file, each);
  }
  return [...best.values()];
}

function addShare(name: string, parts: readonly Covered[], metrics: Record<string, number>): void {
  const total = sum(parts, (part) => part.total);
  if (total > 0) metrics[name] = (100 * sum(parts, ({ covered }) => covered)) / total;
}

function sum<Item>(items: readonly Item[], figureOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + figureOf(item), 0);
}
