import type { Covered, Measurement } from '@oremill/types';
import { coverageOf } from '../measure/metrics.ts';
import type { Part } from './judge-part.ts';

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
  return fewer(metric, value - limit, '');
}

/** The same of a part of the code: of the lines that were touched, or of what is new. */
export function partToPass(
  metric: string,
  of: 'changed' | 'new',
  limit: number,
  { value, total }: Part,
): { toPass?: string } {
  if (total === undefined) return fewer(metric, value - limit, of === 'new' ? 'new ' : '');
  const covered = Math.round((value * total) / 100);
  return { toPass: moreCovered(limit, [{ covered, total }], 'lines', 'changed ') };
}

function fewer(metric: string, tooMany: number, which: string): { toPass?: string } {
  const [act, thing] = CHANGES[metric] ?? (metric.startsWith('findings.') ? ['mend', 'finding'] : []);
  const count = Math.ceil(tooMany);
  if (act === undefined || count <= 0) return {};
  return { toPass: `${act} ${count} ${which}${thing}${count === 1 ? '' : 's'}` };
}

/** What to do, and to how many of what. */
const CHANGES: Readonly<Record<string, readonly [act: string, thing: string]>> = {
  'tests.failed': ['mend', 'failed test'],
  'tests.skipped': ['run', 'skipped test'],
  'tests.flaky': ['mend', 'flaky test'],
  'duplication.blocks': ['bring together', 'block'],
  'duplication.lines': ['bring together', 'line'],
};

function moreCovered(limit: number, parts: readonly Covered[], part: string, which = ''): string {
  const total = parts.reduce((sum, each) => sum + each.total, 0);
  const covered = parts.reduce((sum, each) => sum + each.covered, 0);
  const missing = Math.ceil((limit / 100) * total - covered - 1e-9);
  const thing = part === 'branches' ? 'branch' : 'line';
  const things = missing === 1 ? thing : part === 'branches' ? 'branches' : 'lines';
  if (missing > total - covered) return `no test is enough: ${limit} % of ${total} are more than there are`;
  return `have tests run ${missing} more ${which}${things} of the ${total - covered} that none runs`;
}
