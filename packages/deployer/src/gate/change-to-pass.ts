import type { Covered, Measurement } from '@oremill/types';
import { coverageOf } from '../measure/metrics.ts';

/** What would be enough, as a sentence; nothing where no count tells. */
export function changeToPass(
  metric: string,
  limit: number,
  { metrics, reports }: Measurement,
): { toPass?: string } {
  const value = metrics[metric] ?? 0;
  const [group = '', part = ''] = metric.split('.');
  if (group === 'coverage') {
    const files = coverageOf(reports);
    return {
      toPass: moreCovered(
        limit,
        files.map((file) => file[part === 'branches' ? 'branches' : 'lines']),
        part,
      ),
    };
  }
  const [act, thing] = CHANGES[metric] ?? (group === 'findings' ? ['mend', 'finding'] : []);
  const count = Math.ceil(value - limit);
  if (act === undefined || count <= 0) return {};
  return { toPass: `${act} ${count} ${thing}${count === 1 ? '' : 's'}` };
}

/** What to do, and to how many of what. */
const CHANGES: Readonly<Record<string, readonly [act: string, thing: string]>> = {
  'tests.failed': ['mend', 'failed test'],
  'tests.skipped': ['run', 'skipped test'],
  'tests.flaky': ['mend', 'flaky test'],
  'duplication.blocks': ['bring together', 'block'],
  'duplication.lines': ['bring together', 'line'],
};

function moreCovered(limit: number, parts: readonly Covered[], part: string): string {
  const total = parts.reduce((sum, each) => sum + each.total, 0);
  const covered = parts.reduce((sum, each) => sum + each.covered, 0);
  const missing = Math.ceil((limit / 100) * total - covered - 1e-9);
  const thing = part === 'branches' ? 'branch' : 'line';
  const things = missing === 1 ? thing : part === 'branches' ? 'branches' : 'lines';
  if (missing > total - covered) return `no test is enough: ${limit} % of ${total} are more than there are`;
  return `have tests run ${missing} more ${things} of the ${total - covered} that none runs`;
}
