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
  const count = Math.ceil(value - limit);
  const act = ACTS[metric] ?? (group === 'findings' ? 'mend' : undefined);
  if (act === undefined || count <= 0) return {};
  const thing = THINGS[metric] ?? 'finding';
  return { toPass: `${act} ${count} ${thing}${count === 1 ? '' : 's'}` };
}

const ACTS: Readonly<Record<string, string>> = {
  'tests.failed': 'mend',
  'tests.skipped': 'run',
  'tests.flaky': 'mend',
  'duplication.blocks': 'bring together',
  'duplication.lines': 'bring together',
};
const THINGS: Readonly<Record<string, string>> = {
  'tests.failed': 'failed test',
  'tests.skipped': 'skipped test',
  'tests.flaky': 'flaky test',
  'duplication.blocks': 'block',
  'duplication.lines': 'line',
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
